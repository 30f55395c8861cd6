import { createHash, randomUUID } from 'node:crypto';
import { database } from './database.ts';
import { openSecret, sealSecret } from './secret-box.ts';

/** oidc, saml: sent to the provider; arrived: the answer of a SAML provider, until the browser proves to be the same. */
export type AttemptKind = 'oidc' | 'saml' | 'arrived';

/** Keeps what a sign-in elsewhere must come back to. Of `id` only a hash is stored, of the rest nothing in clear. */
export async function addAttempt({
  kind,
  id,
  value,
  seconds,
}: {
  kind: AttemptKind;
  id: string;
  value: unknown;
  seconds: number;
}): Promise<void> {
  const { pool } = database();
  await pool.query('delete from verification where expires_at < now()');
  const identifier = identifierOf(kind, id);
  await pool.query(
    `insert into verification (id, identifier, value, expires_at)
     values ($1, $2, $3, now() + $4 * interval '1 second')`,
    [randomUUID(), identifier, sealSecret(value, sealedFor(identifier)), seconds],
  );
}

/** Takes it away and gives what was kept: to one of those who ask at once. Null: there is none, or none any more. */
export async function takeAttempt({ kind, id }: { kind: AttemptKind; id: string }): Promise<unknown> {
  const identifier = identifierOf(kind, id);
  const { rows } = await database().pool.query<{ value: string }>(
    'delete from verification where identifier = $1 and expires_at > now() returning value',
    [identifier],
  );
  return rows[0] ? opened(rows[0].value, identifier) : null;
}

/** What was begun with another APP_SECRET is begun anew. */
function opened(sealed: string, identifier: string): unknown {
  try {
    return openSecret(sealed, sealedFor(identifier));
  } catch {
    return null;
  }
}

function identifierOf(kind: AttemptKind, id: string): string {
  return `sign-on-${createHash('sha256').update(`${kind} ${id}`).digest('base64url')}`;
}

function sealedFor(owner: string) {
  return { purpose: 'straybytes: single sign-on', owner };
}
