import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { database } from './database.ts';
import { changingPeople, sameName } from './people.ts';
import { endChallengesOf } from './sessions.ts';
import { openLink as open, type VoidedLink, voidLinks } from './void-links.ts';

export type InvitationRow = {
  invitationId: string;
  kind: 'first' | 'invite' | 'reset';
  email: string | null;
  role: string;
  personId: string | null;
  /** Of the person that it resets. */
  name: string | null;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
};

const columns = `i.id as "invitationId", i.kind, i.email, i.role, i.person_id as "personId", p.name,
  i.invited_by as "invitedBy", i.created_at as "createdAt", i.expires_at as "expiresAt"`;

/**
 * Voids the open ones that it takes the place of: to the same address or person, or for the first administrator.
 * @returns until when it is good, and what was voided; null, and none is made, when its maker is no administrator any more
 */
export async function addInvitation({
  token,
  kind,
  email,
  role,
  personId = null,
  invitedBy,
  makerId = null,
  seconds,
}: {
  token: string;
  kind: InvitationRow['kind'];
  email: string | null;
  role: string;
  personId?: string | null;
  invitedBy: string;
  /** Null: the server, or whoever is at the open demo. */
  makerId?: string | null;
  seconds: number;
}): Promise<{ expiresAt: Date; voided: VoidedLink[] } | null> {
  return changingPeople(async (client) => {
    if (makerId !== null && !(await mayMakeLinks(client, makerId))) return null;
    const same = 'i.kind = $1 and i.email is not distinct from $2 and i.person_id is not distinct from $3';
    const voided = await voidLinks(client, same, [kind, email, personId]);
    const { rows } = await client.query<{ expires: Date }>(
      `insert into invitation (id, token_hash, kind, email, role, person_id, invited_by, maker_id, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, now() + $9 * interval '1 second') returning expires_at as expires`,
      [randomUUID(), hashOf(token), kind, email, role, personId, invitedBy, makerId, seconds],
    );
    return { expiresAt: rows[0]?.expires ?? new Date(), voided };
  });
}

/** Those to people, to join with or for a new password, the newest first. */
export async function openInvitationRows(): Promise<InvitationRow[]> {
  const { rows } = await database().pool.query<InvitationRow>(
    `select ${columns}, coalesce(i.email, p.email) as email from invitation i left join person p on p.id = i.person_id
     where i.kind in ('invite', 'reset') and ${open} order by i.created_at desc, i.id`,
  );
  return rows;
}

/** Of a reset the address is the person's. */
export async function openInvitationOf(token: string): Promise<InvitationRow | null> {
  const { rows } = await database().pool.query<InvitationRow>(
    `select ${columns}, coalesce(i.email, p.email) as email
     from invitation i left join person p on p.id = i.person_id where i.token_hash = $1 and ${open}`,
    [hashOf(token)],
  );
  return rows[0] ?? null;
}

/** @returns what it was; null: there is no such open one */
export async function voidInvitation(invitationId: string): Promise<VoidedLink | null> {
  const [voided] = await voidLinks(database().pool, 'i.id = $1', [invitationId]);
  return voided ?? null;
}

export type Joined =
  | { outcome: 'joined'; personId: string; name: string; email: string; role: string; existed: boolean }
  | { outcome: 'gone' | 'nameTaken' | 'emailTaken' };

/**
 * Uses an invitation once and makes what it is for, or nothing at all: a person with a password, or, for a reset and for
 * the first administrator who is here already, a new password. Ends all sessions of who was here.
 */
export async function takeInvitation({
  token,
  name,
  email,
  passwordHash,
}: {
  token: string;
  name: string;
  email: string;
  passwordHash: string;
}): Promise<Joined> {
  return changingPeople(async (client) => {
    const used = `update invitation i set used_at = now() where i.token_hash = $1 and ${open}
      returning i.kind, i.email, i.role, i.person_id as "personId"`;
    const { rows } = await client.query<Pick<InvitationRow, 'kind' | 'email' | 'role' | 'personId'>>(used, [
      hashOf(token),
    ]);
    const invitation = rows[0];
    if (!invitation) return { outcome: 'gone' };
    const address = (invitation.email ?? email).toLowerCase();
    const known = await client.query<{ personId: string; name: string; email: string; role: string }>(
      'select id as "personId", name, email, role from person where id = $1 or ($1::uuid is null and email = $2)',
      [invitation.personId, address],
    );
    const person = known.rows[0];
    if (person && invitation.kind === 'invite') return undone(client, 'emailTaken');
    if (person) {
      const role = invitation.kind === 'first' ? 'administrator' : person.role;
      await renew(client, { personId: person.personId, passwordHash, first: invitation.kind === 'first' });
      return { outcome: 'joined', ...person, role, existed: true };
    }
    if (invitation.kind === 'reset') return { outcome: 'gone' };
    const taken = await client.query(`select from person where ${sameName('name')} = ${sameName('$1')}`, [name]);
    if (taken.rowCount) return undone(client, 'nameTaken');
    const personId = randomUUID();
    await client.query('insert into person (id, name, email, role) values ($1, $2, $3, $4)', [
      personId,
      name,
      address,
      invitation.role,
    ]);
    await writePassword(client, personId, passwordHash);
    return { outcome: 'joined', personId, name, email: address, role: invitation.role, existed: false };
  });
}

/** The invitation stays open: the person tries again with another name. */
async function undone(client: pg.PoolClient, outcome: 'nameTaken' | 'emailTaken'): Promise<Joined> {
  await client.query('rollback');
  await client.query('begin');
  return { outcome };
}

async function renew(
  client: pg.PoolClient,
  { personId, passwordHash, first }: { personId: string; passwordHash: string; first: boolean },
): Promise<void> {
  await writePassword(client, personId, passwordHash);
  await client.query('delete from session where person_id = $1', [personId]);
  await endChallengesOf(personId, client);
  if (!first) return;
  // Whoever reads the server's own log is locked out of nothing: also a lost second factor goes.
  await client.query('delete from second_factor where person_id = $1', [personId]);
  await client.query(
    `update person set role = 'administrator', disabled_at = null, two_factor_enabled = false, role_from_groups = false,
       disabled_by_groups = false where id = $1`,
    [personId],
  );
}

async function writePassword(client: pg.PoolClient, personId: string, hash: string): Promise<void> {
  await client.query(
    `insert into credential (id, person_id, provider_id, account_id, password)
     values ($1, $2::uuid, 'credential', $2::uuid::text, $3)
     on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = now()`,
    [randomUUID(), personId, hash],
  );
}

async function mayMakeLinks(client: pg.PoolClient, personId: string): Promise<boolean> {
  const sql = `select from person where id = $1 and role = 'administrator' and disabled_at is null`;
  return (await client.query(sql, [personId])).rowCount === 1;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
