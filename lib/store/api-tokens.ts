import { createHash, randomUUID } from 'node:crypto';
import { database } from './database.ts';

export type ApiTokenRow = {
  tokenId: string;
  name: string;
  role: string;
  prefix: string;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  lastUsedFrom: string | null;
  revokedAt: Date | null;
  expired: boolean;
  /** Of who made it, now; null: nobody did, on the open demo. */
  makerRole: string | null;
  /** Whether its maker can sign in by a password alone. */
  makerByPassword: boolean;
  makerDisabled: boolean;
};

const columns = `t.id as "tokenId", t.name, t.role, t.prefix, t.created_by as "createdBy", t.created_at as "createdAt",
  t.expires_at as "expiresAt", t.last_used_at as "lastUsedAt", t.last_used_from as "lastUsedFrom",
  t.revoked_at as "revokedAt", t.expires_at <= now() as expired, p.role as "makerRole",
  not coalesce(p.two_factor_enabled, false) and exists (
    select from credential c where c.person_id = p.id and c.password is not null) as "makerByPassword",
  p.disabled_at is not null as "makerDisabled"`;
const tables = 'api_token t left join person p on p.id = t.maker_id';

export async function addToken({
  token,
  prefix,
  name,
  role,
  makerId,
  createdBy,
  days,
}: {
  token: string;
  prefix: string;
  name: string;
  role: string;
  makerId: string | null;
  createdBy: string;
  days: number;
}): Promise<ApiTokenRow> {
  const tokenId = randomUUID();
  await database().pool.query(
    `insert into api_token (id, token_hash, prefix, name, role, maker_id, created_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, now() + $8 * interval '1 day')`,
    [tokenId, hashOf(token), prefix, name, role, makerId, createdBy, days],
  );
  const { rows } = await database().pool.query<ApiTokenRow>(`select ${columns} from ${tables} where t.id = $1`, [
    tokenId,
  ]);
  if (!rows[0]) throw new Error('A token that was just made is gone.');
  return rows[0];
}

/** The newest first. */
export async function tokenRows(): Promise<ApiTokenRow[]> {
  const { rows } = await database().pool.query<ApiTokenRow>(
    `select ${columns} from ${tables} order by t.created_at desc, t.id`,
  );
  return rows;
}

export async function tokenRow(token: string): Promise<ApiTokenRow | null> {
  const { rows } = await database().pool.query<ApiTokenRow>(
    `select ${columns} from ${tables} where t.token_hash = $1`,
    [hashOf(token)],
  );
  return rows[0] ?? null;
}

/** Noted once a minute, and at once from another address. */
export async function noteTokenUse(tokenId: string, address: string | null): Promise<void> {
  await database().pool.query(
    `update api_token set last_used_at = now(), last_used_from = $2 where id = $1
       and (last_used_at is null or last_used_at < now() - interval '1 minute' or last_used_from is distinct from $2)`,
    [tokenId, address],
  );
}

/** @returns its name; null: there is none that opens anything */
export async function voidToken(tokenId: string): Promise<string | null> {
  const { rows } = await database().pool.query<{ name: string }>(
    'update api_token set revoked_at = now() where id = $1 and revoked_at is null returning name',
    [tokenId],
  );
  return rows[0]?.name ?? null;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
