import type pg from 'pg';
import { accountTasks } from '#lib/spend/reading.ts';
import { rememberNames } from './account-names.ts';
import { database } from './database.ts';
import { figuresSchema, unknownFigures } from './figures.ts';
import { LeaseLost, RENEWED } from './run-buckets.ts';
import { recordRunReadings } from './run-readings.ts';
import type { Run } from './runs.ts';
import { transaction } from './transaction.ts';

export type AccountName = { accountId: string; name: string };
/** The accounts in a run's scope, as they were named at a time. */
type AccountsOfRun = { runId: string; accounts: AccountName[]; at: Date };
/** `where` of every write to an account's work: $1 run, $2 account, $3 owner. */
const HELD = `run_id = $1 and account_id = $2 and lease_owner = $3 and status = 'pending'`;

export type ListedBucketRow = { name: string; region: string | null; createdAt: Date | null };

/**
 * Marks a queued run as running, with the accounts in its scope: at once, since whoever finds a running run without work
 * ends it. Idempotent; returns false when it is over.
 */
export async function beginRun({ runId, accounts, at }: AccountsOfRun): Promise<boolean> {
  return transaction(async (client) => {
    const { rowCount } = await client.query(
      `update collect_run set status = 'running', started_at = coalesce(started_at, $2)
       where id = $1 and status in ('queued', 'running')`,
      [runId, at],
    );
    if (rowCount !== 1) return false;
    await insertRunAccounts(client, { runId, accounts, at });
    return true;
  });
}

/** Puts accounts in a run's scope. */
export async function recordRunAccounts(of: AccountsOfRun): Promise<void> {
  await transaction((client) => insertRunAccounts(client, of));
}

/**
 * Puts accounts in a run's scope, and what it asks for of accounts; those already there stay as they are. Where it asks for
 * nothing else, no bucket is listed.
 */
async function insertRunAccounts(client: pg.PoolClient, { runId, accounts, at }: AccountsOfRun): Promise<void> {
  const ids = accounts.map((account) => account.accountId);
  const names = accounts.map((account) => account.name);
  await client.query(
    `insert into account (id, name, own_name, first_seen_at, last_seen_at)
     select id, name, nullif(name, id), $3, $3 from unnest($1::text[], $2::text[]) as t(id, name)
     on conflict (id) do update set last_seen_at = greatest(account.last_seen_at, excluded.last_seen_at),
       own_name = coalesce(excluded.own_name, account.own_name),
       name = coalesce(account.display_name, excluded.own_name, account.name)`,
    [ids, names, at],
  );
  await rememberNames(client, { accountIds: ids, at });
  await client.query(
    `insert into run_account (run_id, account_id, status)
     select r.id, a, case when r.kinds <@ $3::text[] and r.kinds <> '{}' then 'done' else 'pending' end
     from collect_run r, unnest($2::text[]) as a where r.id = $1 on conflict do nothing`,
    [runId, ids, accountTasks],
  );
  await recordRunReadings(client, runId);
}

/** Accounts of a run whose buckets are not listed yet. */
export async function pendingAccounts(runId: string): Promise<string[]> {
  const { rows } = await database().pool.query<{ id: string }>(
    `select account_id as id from run_account where run_id = $1 and status = 'pending' order by account_id`,
    [runId],
  );
  return rows.map((row) => row.id);
}

/** The accounts in a run's scope. */
export async function accountsOfRun(runId: string): Promise<string[]> {
  const { rows } = await database().pool.query<{ id: string }>(
    'select account_id as id from run_account where run_id = $1 order by account_id',
    [runId],
  );
  return rows.map((row) => row.id);
}

/** One account's listing for one run, held by lease. */
export type AccountWork = { run: Run; accountId: string; owner: string };

/**
 * Runs `work` when nobody else plans this account for this run: held by lease, which whoever comes next takes over from
 * a process that died. No connection is held meanwhile, because the work needs one itself.
 * @returns false when somebody else holds it, or has it by now
 */
export async function planAlone(plan: AccountWork, work: () => Promise<void>): Promise<boolean> {
  const { pool } = database();
  const values = [plan.run.runId, plan.accountId, plan.owner];
  const { rowCount } = await pool.query(
    `update run_account set lease_owner = $3, ${RENEWED}
     where run_id = $1 and account_id = $2 and status = 'pending' and (lease_until is null or lease_until < now())`,
    values,
  );
  if (rowCount !== 1) return false;
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof LeaseLost) return false;
    await pool.query(`update run_account set lease_owner = null, lease_until = null where ${HELD}`, values);
    throw error;
  }
}

/**
 * Takes a complete listing of an account: knows its buckets, marks those it no longer names as gone, and puts the ones
 * in scope to work. A region that the listing does not name stays as it was ('' for a new bucket).
 * @throws LeaseLost
 */
export async function recordListing({
  plan,
  buckets,
  at,
}: {
  plan: AccountWork;
  buckets: ListedBucketRow[];
  at: Date;
}): Promise<void> {
  const { accountId } = plan;
  await transaction(async (client) => {
    await endPlan(client, plan, null);
    await client.query(
      `insert into bucket (account_id, name, region, created_at, first_seen_at, last_seen_at)
       select $1, name, coalesce(region, ''), created_at, $5, $5 from unnest($2::text[], $3::text[], $4::timestamptz[]) as t(name, region, created_at)
       on conflict (account_id, name) do update set last_seen_at = excluded.last_seen_at, gone_at = null,
         created_at = coalesce(excluded.created_at, bucket.created_at),
         region = case when excluded.region = '' then bucket.region else excluded.region end`,
      [
        accountId,
        buckets.map((bucket) => bucket.name),
        buckets.map((bucket) => bucket.region),
        buckets.map((bucket) => bucket.createdAt),
        at,
      ],
    );
    await client.query(
      `with gone as (update bucket set gone_at = $3 where account_id = $1 and gone_at is null and name <> all($2::text[]) returning id)
       delete from upload where bucket_id in (select id from gone)`,
      [accountId, buckets.map((bucket) => bucket.name), at],
    );
    await client.query('update account set problem = null, last_seen_at = $2, listed_at = $2 where id = $1', [
      accountId,
      at,
    ]);
    await putToWork(client, plan);
  });
}

/**
 * Puts the known buckets of an account to work without listing it, where the run names them all.
 * @returns false if it cannot
 * @throws LeaseLost
 */
export async function recordKnownBuckets(plan: AccountWork): Promise<boolean> {
  const { run, accountId } = plan;
  if (run.buckets.length === 0 || run.accounts.includes(accountId)) return false;
  const wanted = run.buckets.filter((bucket) => bucket.startsWith(`${accountId}/`));
  return transaction(async (client) => {
    const { rows } = await client.query<{ known: number }>(
      `select count(*)::int as known from bucket where account_id = $1 and gone_at is null and region <> '' and account_id || '/' || name = any($2::text[])`,
      [accountId, wanted],
    );
    if (rows[0]?.known !== wanted.length) return false;
    await endPlan(client, plan, null);
    await putToWork(client, plan);
    return true;
  });
}

/**
 * Remembers why an account's buckets could not be listed. Nobody looked at its known buckets then: none has a figure of
 * now, and each is `unread` with the same problem. With `tellBuckets` they are put to work all the same, to be skipped one
 * by one with the reason. `tellRun`: the account and its buckets stay as they were, and only the run tells the problem.
 * @throws LeaseLost
 */
export async function failAccount({
  plan,
  problem,
  unread,
}: {
  plan: AccountWork;
  problem: string;
  unread: 'denied' | 'notScanned' | 'tellBuckets' | 'tellRun';
}): Promise<void> {
  await transaction(async (client) => {
    await endPlan(client, plan, problem);
    if (unread === 'tellRun') return;
    if (unread === 'tellBuckets') await putToWork(client, plan);
    else await endUnread(client, { plan, problem, measurement: unread });
    await client.query('update account set problem = $2 where id = $1', [plan.accountId, problem]);
  });
}

/** All of the account, whichever of them the run asks for: what can be listed for none can be read of none. */
async function endUnread(
  client: pg.PoolClient,
  { plan, problem, measurement }: { plan: AccountWork; problem: string; measurement: 'denied' | 'notScanned' },
): Promise<void> {
  await client.query(
    `insert into run_bucket (run_id, bucket_id, account_id, name, region, status, phase, measurement, problem, result, finished_at)
     select $1, id, account_id, name, region, 'done', 'rules', $3, $4, $5, now() from bucket
     where account_id = $2 and gone_at is null on conflict do nothing`,
    [
      plan.run.runId,
      plan.accountId,
      measurement,
      problem,
      JSON.stringify(figuresSchema.encode({ ...unknownFigures, measurement })),
    ],
  );
}

async function endPlan(client: pg.PoolClient, plan: AccountWork, problem: string | null): Promise<void> {
  const { rowCount } = await client.query(
    `update run_account set status = case when $4::text is null then 'done' else 'failed' end, problem = $4,
       lease_owner = null, lease_until = null where ${HELD}`,
    [plan.run.runId, plan.accountId, plan.owner, problem],
  );
  if (rowCount !== 1) throw new LeaseLost();
}

async function putToWork(client: pg.PoolClient, { run, accountId }: AccountWork): Promise<void> {
  await client.query(
    `insert into run_bucket (run_id, bucket_id, account_id, name, region, status, phase)
     select $1, id, account_id, name, region, 'pending', 'rules' from bucket
     where account_id = $2 and gone_at is null
       and (($3::text[] = '{}' and $4::text[] = '{}') or account_id = any($3) or account_id || '/' || name = any($4))
     on conflict do nothing`,
    [run.runId, accountId, run.accounts, run.buckets],
  );
}
