import type pg from 'pg';
import { hashOfSessionToken } from './auth-tables.ts';
import { database } from './database.ts';

export type SessionRow = {
  sessionId: string;
  personId: string;
  method: string;
  address: string | null;
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
};

/** Whom an identity provider let in comes back to it: it may know by then that they have left. */
export const SIGN_ON_HOURS = 12;

/** When a session is over whatever anybody does, in SQL; every use of a session that was begun by password puts it off. */
export const sessionEnd = `least(expires_at, case when method <> 'password'
  then created_at + interval '${SIGN_ON_HOURS} hours' end)`;

const columns = `id as "sessionId", person_id as "personId", method, ip_address as address, user_agent as "userAgent",
  created_at as "createdAt", last_seen_at as "lastSeenAt", ${sessionEnd} as "expiresAt"`;

/** Those that are open, the one seen last first. */
export async function sessionsOf(personId: string): Promise<SessionRow[]> {
  const { rows } = await database().pool.query<SessionRow>(
    `select ${columns} from session where person_id = $1 and ${sessionEnd} > now() order by last_seen_at desc, id`,
    [personId],
  );
  return rows;
}

export async function sessionRow(sessionId: string): Promise<SessionRow | null> {
  const { rows } = await database().pool.query<SessionRow>(`select ${columns} from session where id = $1`, [sessionId]);
  return rows[0] ?? null;
}

/** @returns whether there was one */
export async function endSession(sessionId: string): Promise<boolean> {
  const { rowCount } = await database().pool.query('delete from session where id = $1', [sessionId]);
  return rowCount === 1;
}

/** By the token in clear. */
export async function endSessionOfToken(token: string): Promise<void> {
  await database().pool.query('delete from session where token = $1', [hashOfSessionToken(token)]);
}

/** Also the sign-ins that wait for the second factor. @returns how many sessions */
export async function endSessionsOf(personId: string, except: string | null): Promise<number> {
  const sql = `delete from session where person_id = $1 and id is distinct from $2::uuid and ${sessionEnd} > now()`;
  const { rowCount } = await database().pool.query(sql, [personId, except]);
  await endChallengesOf(personId);
  return rowCount ?? 0;
}

/** Ends the sign-ins that wait for the second factor: their password was right, and may not be any more. */
export async function endChallengesOf(
  personId: string,
  client: Pick<pg.Pool, 'query'> = database().pool,
): Promise<void> {
  await client.query('delete from verification where value = $1::uuid::text', [personId]);
}

/** All but the one that was begun last. */
export async function endOlderSessionsOf(personId: string): Promise<void> {
  const newest = 'select id from session where person_id = $1 order by created_at desc, id limit 1';
  await database().pool.query(`delete from session where person_id = $1 and id <> (${newest})`, [personId]);
}

/** Connected with IAM Identity Center, in SQL: AWS is told before such a session goes (lib/identity-center/disconnect.ts). */
const isConnected = `exists (select from identity_center_connection c
  where c.session_id = session.id::text and c.state = 'connected')`;

/** Notes that somebody is there, every five minutes at most; ended ones go by the way. */
export async function noteSeen(sessionId: string): Promise<void> {
  const sql = `update session set last_seen_at = now() where id = $1 and last_seen_at < now() - interval '5 minutes'`;
  const { rowCount } = await database().pool.query(sql, [sessionId]);
  if (rowCount) await database().pool.query(`delete from session where ${sessionEnd} < now() and not ${isConnected}`);
}
