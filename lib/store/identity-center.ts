import { z } from 'zod';
import { database } from './database.ts';
import { openSecret, sealSecret } from './secret-box.ts';
import { sessionEnd } from './sessions.ts';

/** A person's connection as it may be shown: nothing secret in it. Times are on the database's clock. */
export type StoredConnection = {
  sessionId: string;
  flowId: string;
  personId: string;
  startUrl: string;
  region: string;
  state: 'pending' | 'connected' | 'denied' | 'expired' | 'failed';
  problem: string | null;
  userCode: string;
  verificationUri: string;
  verificationUriComplete: string;
  intervalSeconds: number;
  nextPollAt: Date;
  expiresAt: Date;
  userName: string | null;
  accounts: ConnectedAccount[];
};

export type ConnectedAccount = {
  accountId: string;
  name: string;
  email: string | null;
  /** Null: not asked for. */
  permissionSets: string[] | null;
};

/** What is kept encrypted: of a device flow, then of a connection. */
const pendingSchema = z.object({ clientId: z.string(), clientSecret: z.string(), deviceCode: z.string() });
const connectedSchema = z.object({ accessToken: z.string() });
export type PendingSecrets = z.infer<typeof pendingSchema>;

const accountsSchema = z.array(
  z.object({
    accountId: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    permissionSets: z.array(z.string()).nullable().default(null),
  }),
);

type Row = {
  session_id: string;
  flow_id: string;
  person_id: string;
  start_url: string;
  region: string;
  state: StoredConnection['state'];
  problem: string | null;
  user_code: string;
  verification_uri: string;
  verification_uri_complete: string;
  sealed: string;
  interval_seconds: number;
  next_poll_at: Date;
  expires_at: Date;
  user_name: string | null;
  accounts: unknown;
};

/** Whether the session of a connection is over or gone, in SQL; that of whoever is at the machine has no row, and no end. */
const sessionIsOver = `CASE WHEN session_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN NOT EXISTS
  (SELECT FROM session WHERE session.id = session_id::uuid AND ${sessionEnd} > now()) ELSE false END`;

/** Begins anew: what the session had before is gone. */
export async function beginConnection({
  secrets,
  expiresInSeconds,
  ...flow
}: Pick<
  StoredConnection,
  | 'sessionId'
  | 'flowId'
  | 'personId'
  | 'startUrl'
  | 'region'
  | 'userCode'
  | 'verificationUri'
  | 'verificationUriComplete'
  | 'intervalSeconds'
> & { secrets: PendingSecrets; expiresInSeconds: number }): Promise<StoredConnection> {
  const { rows } = await database().pool.query<Row>(
    `INSERT INTO identity_center_connection AS c (session_id, flow_id, person_id, start_url, region, state, user_code,
       verification_uri, verification_uri_complete, sealed, interval_seconds, next_poll_at, expires_at, started_at)
     VALUES ($1, $2, $3, $4, $5, 'pending', $6, $7, $8, $9, $10::int, now() + make_interval(secs => $10::int),
       now() + make_interval(secs => $11::float), now())
     ON CONFLICT (session_id) DO UPDATE SET (flow_id, person_id, start_url, region, state, problem, user_code,
       verification_uri, verification_uri_complete, sealed, interval_seconds, next_poll_at, expires_at, user_name, accounts,
       started_at, connected_at) = (excluded.flow_id, excluded.person_id, excluded.start_url, excluded.region, 'pending', NULL,
       excluded.user_code, excluded.verification_uri, excluded.verification_uri_complete, excluded.sealed,
       excluded.interval_seconds, excluded.next_poll_at, excluded.expires_at, NULL, '[]', now(), NULL)
     RETURNING *`,
    [
      flow.sessionId,
      flow.flowId,
      flow.personId,
      flow.startUrl,
      flow.region,
      flow.userCode,
      flow.verificationUri,
      flow.verificationUriComplete,
      sealSecret(secrets, sealedFor(flow)),
      flow.intervalSeconds,
      expiresInSeconds,
    ],
  );
  const [row] = rows;
  if (!row) throw new Error('A connection was not stored.');
  return connectionOfRow(row);
}

/** Of a session that is not over; what has expired is ended first. */
export async function storedConnection(sessionId: string): Promise<StoredConnection | null> {
  await endExpiredConnections(sessionId);
  const row = await rowOf(sessionId);
  return row && !row.session_is_over ? connectionOfRow(row) : null;
}

/**
 * Takes the right to ask AWS once whether the person has answered; the next one is due an interval later.
 * @returns null when it is not due, or nothing is pending: of two tabs one asks
 */
export async function claimPoll(
  sessionId: string,
): Promise<{ connection: StoredConnection; secrets: PendingSecrets } | null> {
  const { rows } = await database().pool.query<Row>(
    `UPDATE identity_center_connection SET next_poll_at = now() + make_interval(secs => interval_seconds)
     WHERE session_id = $1 AND state = 'pending' AND next_poll_at <= now() AND expires_at > now() RETURNING *`,
    [sessionId],
  );
  const [row] = rows;
  if (!row) return null;
  const connection = connectionOfRow(row);
  return { connection, secrets: pendingSchema.parse(openSecret(row.sealed, sealedFor(connection))) };
}

/** From now on so much more time between two questions. */
export async function slowDownPolls({ flowId, bySeconds }: { flowId: string; bySeconds: number }): Promise<void> {
  await database().pool.query(
    `UPDATE identity_center_connection SET interval_seconds = interval_seconds + $2::int,
       next_poll_at = now() + make_interval(secs => interval_seconds + $2::int)
     WHERE flow_id = $1 AND state = 'pending'`,
    [flowId, bySeconds],
  );
}

/** @returns false when the flow was ended or begun anew meanwhile: the token is then nobody's */
export async function completeConnection({
  sessionId,
  flowId,
  accessToken,
  expiresInSeconds,
}: {
  sessionId: string;
  flowId: string;
  accessToken: string;
  expiresInSeconds: number;
}): Promise<boolean> {
  const { rowCount } = await database().pool.query(
    `UPDATE identity_center_connection SET state = 'connected', sealed = $3, connected_at = now(),
       expires_at = now() + make_interval(secs => $4::float)
     WHERE session_id = $1 AND flow_id = $2 AND state = 'pending'`,
    [sessionId, flowId, sealSecret({ accessToken }, sealedFor({ sessionId, flowId })), expiresInSeconds],
  );
  return rowCount === 1;
}

/** Who AWS says it is, and where they have permission sets. @returns false when it has been ended meanwhile */
export async function describeConnection({
  flowId,
  userName,
  accounts,
}: {
  flowId: string;
  userName: string | null;
  accounts: readonly ConnectedAccount[];
}): Promise<boolean> {
  const { rowCount } = await database().pool.query(
    'UPDATE identity_center_connection SET user_name = coalesce($2, user_name), accounts = $3 WHERE flow_id = $1',
    [flowId, userName, JSON.stringify(accounts)],
  );
  return rowCount === 1;
}

/** A flow or connection comes to its end; its secrets are gone. */
export async function endConnection({
  flowId,
  state,
  problem = null,
}: {
  flowId: string;
  state: 'denied' | 'expired' | 'failed';
  problem?: string | null;
}): Promise<void> {
  await database().pool.query(
    `UPDATE identity_center_connection SET state = $2, problem = $3, sealed = ''
     WHERE flow_id = $1 AND state IN ('pending', 'connected')`,
    [flowId, state, problem],
  );
}

/** The token of a session that is connected and not over; null for any other. */
export async function bearerOf(
  sessionId: string,
): Promise<{ connection: StoredConnection; accessToken: string } | null> {
  const row = await rowOf(sessionId);
  if (!row || !isConnected(row) || row.session_is_over) return null;
  return { connection: connectionOfRow(row), accessToken: tokenOf(row) };
}

/** A connection whose token AWS still takes, as long as it has not been ended there. `accessToken` null: it opens no more. */
export type ConnectionToEnd = { connection: StoredConnection; accessToken: string | null };

/** What a session is connected with, also one that is over and may use it no more. */
export async function connectionToEnd(sessionId: string): Promise<ConnectionToEnd | null> {
  return toEnd(await rowOf(sessionId));
}

/** Sessions, of one person or of all, that are over and connected still: what they have is to be ended. */
export async function connectionsOfOverSessions(personId: string | null = null): Promise<string[]> {
  const { rows } = await database().pool.query<{ session_id: string }>(
    `SELECT session_id FROM identity_center_connection
     WHERE state = 'connected' AND expires_at > now() AND ($1::text IS NULL OR person_id = $1) AND ${sessionIsOver}`,
    [personId],
  );
  return rows.map((row) => row.session_id);
}

/** Which of these flows are there still. */
export async function connectionsLeft(flowIds: readonly string[]): Promise<Set<string>> {
  const sql = 'SELECT flow_id FROM identity_center_connection WHERE flow_id = ANY($1::uuid[])';
  const { rows } = await database().pool.query<{ flow_id: string }>(sql, [flowIds]);
  return new Set(rows.map((row) => row.flow_id));
}

/** Forgets what a session has. @returns what it was connected with; of two that ask only one is told */
export async function takeConnection(sessionId: string): Promise<ConnectionToEnd | null> {
  const { rows } = await database().pool.query<ReadRow>(
    'DELETE FROM identity_center_connection WHERE session_id = $1 RETURNING *, now() AS now',
    [sessionId],
  );
  return toEnd(rows[0]);
}

/** The sessions of a person that have any connection. */
export async function sessionsOf(personId: string): Promise<string[]> {
  const { rows } = await database().pool.query<{ session_id: string }>(
    'SELECT session_id FROM identity_center_connection WHERE person_id = $1',
    [personId],
  );
  return rows.map((row) => row.session_id);
}

/** What Activity calls whose connection it is: who is nobody of People is whoever is at the machine. */
export async function ownerOf(personId: string): Promise<string> {
  const sql = 'SELECT name FROM person WHERE id::text = $1';
  const { rows } = await database().pool.query<{ name: string }>(sql, [personId]);
  return rows[0]?.name ?? 'local';
}

const NOBODY_ANSWERED = 'Nobody answered on the page of AWS in time. Connect again.';

/** Takes the secrets of what has expired, of one session or of all; a day later nothing is told of it any more. */
export async function endExpiredConnections(sessionId: string | null = null): Promise<void> {
  const { pool } = database();
  await pool.query(
    `UPDATE identity_center_connection SET state = 'expired', sealed = '',
       problem = CASE WHEN state = 'pending' THEN $2 ELSE problem END
     WHERE state IN ('pending', 'connected') AND expires_at <= now() AND ($1::text IS NULL OR session_id = $1)`,
    [sessionId, NOBODY_ANSWERED],
  );
  if (sessionId !== null) return;
  await pool.query("DELETE FROM identity_center_connection WHERE expires_at < now() - interval '1 day'");
}

type ReadRow = Row & { now: Date };

async function rowOf(sessionId: string): Promise<(ReadRow & { session_is_over: boolean }) | null> {
  const { rows } = await database().pool.query<ReadRow & { session_is_over: boolean }>(
    `SELECT *, now() AS now, ${sessionIsOver} AS session_is_over FROM identity_center_connection WHERE session_id = $1`,
    [sessionId],
  );
  return rows[0] ?? null;
}

function isConnected({ state, expires_at, now }: ReadRow): boolean {
  return state === 'connected' && expires_at.getTime() > now.getTime();
}

function toEnd(row: ReadRow | null | undefined): ConnectionToEnd | null {
  if (!row || !isConnected(row)) return null;
  const connection = connectionOfRow(row);
  try {
    return { connection, accessToken: tokenOf(row) };
  } catch {
    return { connection, accessToken: null };
  }
}

function tokenOf(row: Row): string {
  return connectedSchema.parse(openSecret(row.sealed, sealedFor(connectionOfRow(row)))).accessToken;
}

function sealedFor({ sessionId, flowId }: { sessionId: string; flowId: string }) {
  return { purpose: 'straybytes: identity center', owner: `${sessionId} ${flowId}` };
}

function connectionOfRow(row: Row): StoredConnection {
  return {
    sessionId: row.session_id,
    flowId: row.flow_id,
    personId: row.person_id,
    startUrl: row.start_url,
    region: row.region,
    state: row.state,
    problem: row.problem,
    userCode: row.user_code,
    verificationUri: row.verification_uri,
    verificationUriComplete: row.verification_uri_complete,
    intervalSeconds: row.interval_seconds,
    nextPollAt: row.next_poll_at,
    expiresAt: row.expires_at,
    userName: row.user_name,
    accounts: accountsSchema.parse(row.accounts),
  };
}
