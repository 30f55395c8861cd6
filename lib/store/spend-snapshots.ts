import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { z } from 'zod';
import {
  type AccountKind,
  accountKinds,
  type ReadingState,
  readingStates,
  type SpendReading,
  spendKinds,
} from '#lib/spend/reading.ts';
import { database } from './database.ts';
import { NOT_LOOKED_AT } from './known-accounts.ts';
import { transaction } from './transaction.ts';

export type SpendSnapshot = { snapshotId: string; runId: string; takenAt: Date };

/** An account that nobody could ask for so long is no longer ours to watch. */
export const CARRIED_DAYS = 35;

const kind = z.enum(accountKinds);
const state = z.enum(readingStates);

/** The newest snapshot of money; null before the first. */
export async function latestSpendSnapshot(): Promise<SpendSnapshot | null> {
  const { rows } = await database().pool.query<SpendSnapshot>(
    `select id as "snapshotId", run_id as "runId", taken_at as "takenAt" from spend_snapshot order by seq desc limit 1`,
  );
  return rows[0] ?? null;
}

/** How each account's reading of a kind (or of all kinds of money) stood at a snapshot, by kind and account. */
export async function spendReadings({
  snapshotId,
  kind: only,
}: {
  snapshotId: string;
  kind?: AccountKind | undefined;
}): Promise<(SpendReading & { accountName: string })[]> {
  const { rows } = await database().pool.query<ReadingRow & { accountName: string }>(
    `select ${readingColumns}, coalesce(a.name, c.name, r.account_id) as "accountName"
     from spend_reading r left join account a on a.id = r.account_id left join cost_account c on c.id = r.account_id
     where r.snapshot_id = $1 and r.kind = any($2::text[]) order by r.kind, r.account_id`,
    [snapshotId, only ? [only] : spendKinds],
  );
  return rows.map(toReading);
}

/** The newest reading of a kind of each of some accounts, also where newer snapshots have none of them any more. */
export async function lastReadings({
  kind: of,
  accountIds,
}: {
  kind: AccountKind;
  accountIds: readonly string[];
}): Promise<(SpendReading & { accountName: string })[]> {
  if (accountIds.length === 0) return [];
  const { rows } = await database().pool.query<ReadingRow & { accountName: string }>(
    `select ${readingColumns}, coalesce(a.name, r.account_id) as "accountName"
     from unnest($2::text[]) as asked(id) cross join lateral (
       select own.* from spend_snapshot s join spend_reading own on own.snapshot_id = s.id and own.kind = $1 and own.account_id = asked.id
       order by s.seq desc limit 1
     ) r left join account a on a.id = r.account_id order by r.account_id`,
    [of, accountIds],
  );
  return rows.map(toReading);
}

/** When a kind was last tried for all accounts; null: never. A run over named accounts does not count. */
export async function lastReadAt(of: AccountKind): Promise<Date | null> {
  const { rows } = await database().pool.query<{ at: Date | null }>(
    `select max(s.taken_at) as at from spend_snapshot s join collect_run r on r.id = s.run_id
     where r.accounts = '{}' and exists (select from spend_reading where snapshot_id = s.id and kind = $1 and read_at >= r.created_at)`,
    [of],
  );
  return rows[0]?.at ?? null;
}

type Publication = { runId: string; at: Date; readings: SpendReading[] };

/**
 * Publishes what a run read of money as one immutable snapshot. Every row that it did not read is carried forward; one
 * that could not be read keeps the data known before, and their time. @returns the snapshot's id
 */
export async function publishSpend(publication: Publication): Promise<string> {
  return transaction((client) => insertSpend(client, publication));
}

/** As `publishSpend`, within a transaction of the caller. */
export async function insertSpend(client: pg.PoolClient, { runId, at, readings }: Publication): Promise<string> {
  const snapshotId = randomUUID();
  const columns = 'kind, account_id, state, problem, read_at, data_at, currency, data';
  const former = '(select id from spend_snapshot where id <> $1 order by seq desc limit 1)';
  await client.query('insert into spend_snapshot (id, run_id, taken_at) values ($1, $2, $3)', [snapshotId, runId, at]);
  await client.query(
    `insert into spend_reading (snapshot_id, ${columns})
     select $1, n.kind, n."accountId", n.state, n.problem, n."readAt",
       case when blind then f.data_at else n."dataAt" end, case when blind then f.currency else n.currency end,
       case when blind then f.data else n.data end
     from (select *, state not in ('ok', 'none') and data is null as blind
       from jsonb_to_recordset($2::jsonb) as r(kind text, "accountId" text, state text, problem text, "readAt" timestamptz,
         "dataAt" timestamptz, currency text, data jsonb)) n
     left join spend_reading f on f.snapshot_id = ${former} and f.kind = n.kind and f.account_id = n."accountId"`,
    [snapshotId, JSON.stringify(readings)],
  );
  await client.query(
    `insert into spend_reading (snapshot_id, ${columns}) select $1, ${columns} from spend_reading
     where snapshot_id = ${former} and read_at > $2::timestamptz - interval '${CARRIED_DAYS} days'
       and account_id not in (select id from account where ${NOT_LOOKED_AT}) on conflict do nothing`,
    [snapshotId, at],
  );
  return snapshotId;
}

const readingColumns =
  'r.kind, r.account_id as "accountId", r.state, r.problem, r.read_at as "readAt", r.data_at as "dataAt", r.currency, r.data';

type ReadingRow = {
  kind: string;
  accountId: string;
  state: string;
  problem: string | null;
  readAt: Date;
  dataAt: Date | null;
  currency: string | null;
  data: unknown;
};

function toReading<T extends ReadingRow>(row: T): T & { kind: AccountKind; state: ReadingState } {
  return { ...row, kind: kind.parse(row.kind), state: state.parse(row.state) };
}
