import type pg from 'pg';
import { z } from 'zod';
import {
  type AccountKind,
  type AccountTask,
  accountKinds,
  accountTasks,
  readingStates,
  type SpendReading,
} from '#lib/spend/reading.ts';
import { database } from './database.ts';
import { LeaseLost, RENEWED } from './run-buckets.ts';
import { insertSpend } from './spend-snapshots.ts';

/** One kind of what is done with accounts in one run, over all of them, held by lease. */
export type ReadingWork = { runId: string; kind: AccountTask; owner: string };

/** `where` of every write to a reading's work: $1 run, $2 kind, $3 owner. */
const HELD = `run_id = $1 and kind = $2 and lease_owner = $3 and status = 'pending'`;
/** The order of reading: what the costs tell, the others need not ask. */
const IN_ORDER = `array_position(array['${accountTasks.join("', '")}'], kind)`;

const kind = z.enum(accountTasks);
const stored = z.array(
  z.object({
    kind: z.enum(accountKinds),
    accountId: z.string(),
    state: z.enum(readingStates),
    problem: z.string().nullable(),
    readAt: z.coerce.date(),
    dataAt: z.coerce.date().nullable(),
    currency: z.string().nullable(),
    data: z.unknown(),
  }),
);

/** Puts the kinds of money that a run asks for to work; those already there stay as they are. */
export async function recordRunReadings(client: pg.PoolClient, runId: string): Promise<void> {
  await client.query(
    `insert into run_reading (run_id, kind, status) select id, kind, 'pending' from collect_run, unnest(kinds) as kind
     where id = $1 and kind = any($2) on conflict do nothing`,
    [runId, accountTasks],
  );
}

/**
 * Takes the next kind of a run, one after another: nobody takes a second one while a first is being read. One whose
 * holder went silent is read again from its start.
 * @returns `wait` while somebody else reads, null when there is nothing left
 */
export async function claimReading({
  runId,
  owner,
}: {
  runId: string;
  owner: string;
}): Promise<ReadingWork | 'wait' | null> {
  const { pool } = database();
  const { rows } = await pool.query<{ kind: string }>(
    `with next as materialized (
       select kind, lease_until from run_reading where run_id = $1 and status = 'pending' order by ${IN_ORDER} limit 1 for update)
     update run_reading r set lease_owner = $2, ${RENEWED} from next
     where r.run_id = $1 and r.kind = next.kind and (next.lease_until is null or next.lease_until < now()) returning r.kind`,
    [runId, owner],
  );
  if (rows[0]) return { runId, kind: kind.parse(rows[0].kind), owner };
  return (await pendingReadings(runId)) > 0 ? 'wait' : null;
}

export async function pendingReadings(runId: string): Promise<number> {
  const { rows } = await database().pool.query<{ count: number }>(
    `select count(*)::int as count from run_reading where run_id = $1 and status = 'pending'`,
    [runId],
  );
  return rows[0]?.count ?? 0;
}

/** Ends a kind with what was read of each account. @throws LeaseLost */
export async function finishReading({
  work,
  readings,
  at,
}: {
  work: ReadingWork;
  /** Of a check only how it went: what it found is known of the account. */
  readings: readonly (SpendReading | { accountId: string; problem: string | null })[];
  at: Date;
}): Promise<void> {
  const problem = readings.find((reading) => reading.problem !== null)?.problem ?? null;
  const { rowCount } = await database().pool.query(
    `update run_reading set status = 'done', result = $4, problem = $5, finished_at = $6, lease_owner = null, lease_until = null
     where ${HELD}`,
    [work.runId, work.kind, work.owner, JSON.stringify(readings), problem, at],
  );
  if (rowCount !== 1) throw new LeaseLost();
}

/** Lets go of a kind that was not read to its end. */
export async function releaseReading(work: ReadingWork): Promise<void> {
  await database().pool.query(`update run_reading set lease_owner = null, lease_until = null where ${HELD}`, [
    work.runId,
    work.kind,
    work.owner,
  ]);
}

/** What the costs that this run has read tell of each account; null when it has not read them. */
export function costsOfRun(runId: string): Promise<SpendReading[] | null> {
  return readingsOfRun({ runId, kind: 'costs' });
}

/** What this run has read of a kind, of each account; null when it has not read it. */
export async function readingsOfRun(of: { runId: string; kind: AccountKind }): Promise<SpendReading[] | null> {
  const { rows } = await database().pool.query<{ result: unknown }>(
    `select result from run_reading where run_id = $1 and kind = $2 and status = 'done'`,
    [of.runId, of.kind],
  );
  return rows[0] ? stored.parse(rows[0].result) : null;
}

/** Publishes what the run has read of money, within the transaction that ends the run. */
export async function publishReadings(
  client: pg.PoolClient,
  { runId, at }: { runId: string; at: Date },
): Promise<void> {
  const { rows } = await client.query<{ result: unknown }>(
    `select result from run_reading where run_id = $1 and result is not null and kind = any($2) order by ${IN_ORDER}`,
    [runId, accountKinds],
  );
  if (rows.length === 0) return;
  const readings = rows.flatMap(({ result }) => stored.parse(result));
  const snapshotId = await insertSpend(client, { runId, at, readings });
  // What was read of an account by itself before another one's Cost Explorer told of it would count twice.
  await client.query(
    `delete from spend_reading r using spend_reading payer
     where r.snapshot_id = $1 and payer.snapshot_id = $1 and r.kind not in ('budgets', 'guardrails') and payer.kind = 'costs' and payer.state = 'ok'
       and payer.account_id <> r.account_id and payer.read_at > r.read_at and payer.data->'linkedAccounts' ? r.account_id`,
    [snapshotId],
  );
  // The snapshot has the data now; the run keeps how it went.
  await client.query(
    `update run_reading set result = (select jsonb_agg(r - 'data') from jsonb_array_elements(result) r) where run_id = $1`,
    [runId],
  );
}

export type ReadingProgress = {
  kind: AccountTask;
  status: 'pending' | 'done';
  /** Of the accounts that could not be read. */
  problems: { accountId: string; problem: string }[];
};

/** How far a run is with each kind of money that it asks for. */
export async function readingProgress(runId: string): Promise<ReadingProgress[]> {
  const { rows } = await database().pool.query<Pick<ReadingProgress, 'problems'> & { kind: string; status: string }>(
    `select kind, status, coalesce((
       select jsonb_agg(jsonb_build_object('accountId', r->>'accountId', 'problem', r->>'problem'))
       from jsonb_array_elements(result) r where r->>'problem' is not null), '[]') as problems
     from run_reading where run_id = $1 order by ${IN_ORDER}`,
    [runId],
  );
  return rows.map(({ status, problems, ...row }) => ({
    kind: kind.parse(row.kind),
    status: status === 'done' ? 'done' : 'pending',
    problems,
  }));
}
