import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { accountTasks } from '#lib/spend/reading.ts';
import { breakdownSchema } from '#lib/waste/breakdown.ts';
import { database } from './database.ts';
import { settleDenials } from './denials.ts';
import { type BucketFigures, figuresSchema } from './figures.ts';
import { NOT_LOOKED_AT } from './known-accounts.ts';
import { keepKnown } from './last-known.ts';
import { publishReadings } from './run-readings.ts';
import { beginFollowUp } from './run-request.ts';
import { transaction } from './transaction.ts';

const figureColumns = `uploads, bytes, bytes_low, bytes_high, bytes_older_than_7_days, oldest_initiated_at, monthly_usd,
  price_fallback, coverage, abort_after_days, uncovered_bytes, measurement, checked_at, breakdown`;

/** A bucket's figures in the newest snapshot; null when it is in none. */
export async function formerFigures(bucketId: number): Promise<BucketFigures | null> {
  const { rows } = await database().pool.query<FigureRow>(
    `select ${figureColumns} from bucket_snapshot where bucket_id = $1 and snapshot_id = (select id from snapshot order by seq desc limit 1)`,
    [bucketId],
  );
  const [row] = rows;
  if (!row) return null;
  const number = (value: string | null) => (value === null ? null : Number(value));
  return {
    uploads: row.uploads,
    bytes: number(row.bytes),
    bytesLow: number(row.bytes_low),
    bytesHigh: number(row.bytes_high),
    bytesOlderThan7Days: number(row.bytes_older_than_7_days),
    oldestInitiatedAt: row.oldest_initiated_at,
    monthlyUsd: number(row.monthly_usd),
    priceFallback: row.price_fallback,
    coverage: figuresSchema.shape.coverage.parse(row.coverage),
    abortAfterDays: row.abort_after_days,
    uncoveredBytes: number(row.uncovered_bytes),
    measurement: figuresSchema.shape.measurement.parse(row.measurement),
    checkedAt: row.checked_at,
    breakdown: row.breakdown === null ? null : breakdownSchema.parse(row.breakdown),
  };
}

type FigureRow = {
  uploads: number | null;
  bytes: string | null;
  bytes_low: string | null;
  bytes_high: string | null;
  bytes_older_than_7_days: string | null;
  oldest_initiated_at: Date | null;
  monthly_usd: string | null;
  price_fallback: boolean;
  coverage: string | null;
  abort_after_days: number | null;
  uncovered_bytes: string | null;
  measurement: string;
  checked_at: Date | null;
  breakdown: unknown;
};

/**
 * Publishes a run whose work is done: one immutable snapshot of every bucket we know, the day's rows, one of what it read
 * of money, and the run as completed, all or nothing. What the run did not read keeps the figures and the `checkedAt` of
 * the snapshot before; what was never read is `notScanned`. A run that could list no account at all fails, and the
 * snapshot of the buckets stays, but where it was of some accounts only: these have no figure of now beside the others. A
 * run that asked for money only says nothing of buckets. A look as oneself that could neither list its account
 * nor read a bucket fails, and leaves everything as it was.
 * @returns false when the run is not open or not done, or somebody else publishes it
 */
export async function publishRun({ runId, at }: { runId: string; at: Date }): Promise<boolean> {
  return transaction(async (client) => {
    const { rowCount } = await client.query(
      `select from collect_run where id = $1 and status = 'running' and exists (select from run_account where run_id = $1)
         and not exists (select from run_reading where run_id = $1 and status = 'pending')
         and not exists (select from run_account where run_id = $1 and status = 'pending')
         and not exists (select from run_bucket where run_id = $1 and status = 'pending') for update skip locked`,
      [runId],
    );
    if (rowCount !== 1) return false;
    await publishReadings(client, { runId, at });
    await settleDenials(client, { runId, at });
    const { rowCount: blind } = await client.query(
      `update collect_run set status = 'failed', partial = true, finished_at = $2,
         problem = (select string_agg(problem, ' ' order by account_id) from (${TOLD}) as told)
       where id = $1 and case when own_session is null
         then stopped_by is null and not exists (select from run_account where run_id = $1 and status = 'done')
         else ${LEARNT_NOTHING} end`,
      [runId, at],
    );
    const { isMoneyOnly, isNarrowed, isOwn } = await scopeOf(client, runId);
    if (!isMoneyOnly && (blind !== 1 || (isNarrowed && !isOwn))) {
      const snapshotId = randomUUID();
      await insertRows(client, { snapshotId, runId, at });
      await insertDays(client, { snapshotId, at });
      await keepKnown(client, snapshotId);
    }
    if (blind === 1) {
      await beginFollowUp(client, { runId, at });
      return false;
    }
    await client.query(
      `update collect_run set status = 'completed', finished_at = $2, partial = partial or stopped_by is not null
         or exists (select from run_account where run_id = $1 and status = 'failed')
         or ($3 and exists (select from run_reading where run_id = $1 and problem is not null))
         or exists (select from run_bucket where run_id = $1 and (measurement not in ('exact', 'sampled') or problem is not null))
       where id = $1`,
      [runId, at, isMoneyOnly],
    );
    await beginFollowUp(client, { runId, at });
    return true;
  });
}

/** Why a run `$1` that read nothing did not, in at most so many sentences; of a look as oneself a bucket may tell it. */
const TOLD = `select account_id, problem from run_account where run_id = $1 and problem is not null
  union all (select account_id, problem from run_bucket where run_id = $1 and measurement is null and problem is not null order by bucket_id limit 1)
  order by account_id limit 3`;
/** Of a run `$1` as oneself: no bucket was read, nor was the account listed, as it is where the run names it. */
const LEARNT_NOTHING = `not exists (select from run_bucket where run_id = $1 and measurement is not null)
  and (accounts = '{}' and exists (select from run_bucket where run_id = $1)
    or exists (select from run_account where run_id = $1 and status = 'failed'))`;

type RunKind = { isMoneyOnly: boolean; isNarrowed: boolean; isOwn: boolean };

async function scopeOf(client: pg.PoolClient, runId: string): Promise<RunKind> {
  const { rows } = await client.query<RunKind>(
    `select kinds <@ $2::text[] and kinds <> '{}' as "isMoneyOnly", accounts <> '{}' as "isNarrowed", own_session is not null as "isOwn"
     from collect_run where id = $1`,
    [runId, accountTasks],
  );
  return rows[0] ?? { isMoneyOnly: false, isNarrowed: false, isOwn: false };
}

/** On `b` (bucket): its account is neither left out nor gone from the organization. */
const IS_LOOKED_AT = `b.account_id not in (select id from account where ${NOT_LOOKED_AT})`;

type Place = { snapshotId: string; runId: string; at: Date };

async function insertRows(client: pg.PoolClient, { snapshotId, runId, at }: Place): Promise<void> {
  await client.query(
    `insert into snapshot (id, run_id, taken_at, buckets, uploads, bytes, monthly_usd, at_least, unlisted_accounts)
     select $1, $2, $3, 0, 0, 0, 0, false, coalesce(array_agg(id order by id), '{}') from account
     where (problem is not null or listed_at is null) and not (${NOT_LOOKED_AT})`,
    [snapshotId, runId, at],
  );
  await client.query(
    `insert into bucket_snapshot (snapshot_id, bucket_id, account_id, name, region, problem, ${figureColumns})
     select $1, b.id, b.account_id, b.name, coalesce(nullif(b.region, ''), rb.region), rb.problem, r.uploads, r.bytes, r."bytesLow", r."bytesHigh",
       r."bytesOlderThan7Days", r."oldestInitiatedAt", r."monthlyUsd", r."priceFallback", r.coverage, r."abortAfterDays",
       r."uncoveredBytes", r.measurement, r."checkedAt", r.breakdown
     from run_bucket rb join bucket b on b.id = rb.bucket_id and b.gone_at is null and ${IS_LOOKED_AT},
       jsonb_to_record(rb.result) as r(uploads int, bytes bigint, "bytesLow" bigint, "bytesHigh" bigint,
         "bytesOlderThan7Days" bigint, "oldestInitiatedAt" timestamptz, "monthlyUsd" numeric, "priceFallback" boolean,
         coverage text, "abortAfterDays" int, "uncoveredBytes" bigint, measurement text, "checkedAt" timestamptz, breakdown jsonb)
     where rb.run_id = $2 and rb.result is not null`,
    [snapshotId, runId],
  );
  // A bucket that the run should have read and did not is no longer known whole: what was known is a lower bound.
  const carried = figureColumns
    .replaceAll(/\w+/g, 'f.$&')
    .replace(
      'f.measurement',
      `case when rb.problem is null then f.measurement when f.uploads is null then 'notScanned' else 'partial' end`,
    );
  await client.query(
    `insert into bucket_snapshot (snapshot_id, bucket_id, account_id, name, region, problem, ${figureColumns})
     select $1, b.id, b.account_id, b.name, b.region, coalesce(rb.problem, f.problem), ${carried}
     from bucket_snapshot f join bucket b on b.id = f.bucket_id and b.gone_at is null and ${IS_LOOKED_AT}
       left join run_bucket rb on rb.run_id = $2 and rb.bucket_id = b.id and rb.measurement is not null
     where f.snapshot_id = (select id from snapshot where id <> $1 order by seq desc limit 1)
     on conflict do nothing`,
    [snapshotId, runId],
  );
  await client.query(
    `insert into bucket_snapshot (snapshot_id, bucket_id, account_id, name, region, problem, measurement)
     select $1, b.id, b.account_id, b.name, b.region, rb.problem, 'notScanned'
     from bucket b left join run_bucket rb on rb.run_id = $2 and rb.bucket_id = b.id and rb.measurement is not null
     where b.gone_at is null and ${IS_LOOKED_AT} on conflict do nothing`,
    [snapshotId, runId],
  );
  await client.query(
    `update snapshot set (buckets, uploads, bytes, monthly_usd, at_least) = (
       select count(*), coalesce(sum(uploads), 0), coalesce(sum(bytes), 0), coalesce(sum(monthly_usd), 0),
         coalesce(bool_or(measurement not in ('exact', 'sampled')), false) or (select unlisted_accounts <> '{}' from snapshot where id = $1)
       from bucket_snapshot where snapshot_id = $1)
     where id = $1`,
    [snapshotId],
  );
  // A bucket that was deleted ends its history at nothing.
  await client.query(
    `insert into bucket_day (bucket_id, day, uploads, bytes, monthly_usd, coverage, measurement)
     select f.bucket_id, ($2::timestamptz at time zone 'UTC')::date, 0, 0, 0, f.coverage, 'exact'
     from bucket_snapshot f join bucket b on b.id = f.bucket_id and b.gone_at is not null
     where f.snapshot_id = (select id from snapshot where id <> $1 order by seq desc limit 1)
     on conflict (bucket_id, day) do update set uploads = 0, bytes = 0, monthly_usd = 0, measurement = 'exact'`,
    [snapshotId, at],
  );
}

async function insertDays(client: pg.PoolClient, { snapshotId, at }: { snapshotId: string; at: Date }): Promise<void> {
  await client.query(
    `insert into bucket_day (bucket_id, day, uploads, bytes, monthly_usd, coverage, measurement)
     select bucket_id, ($2::timestamptz at time zone 'UTC')::date, uploads, bytes, monthly_usd, coverage, measurement
     from bucket_snapshot where snapshot_id = $1
     on conflict (bucket_id, day) do update set uploads = excluded.uploads, bytes = excluded.bytes,
       monthly_usd = excluded.monthly_usd, coverage = excluded.coverage, measurement = excluded.measurement`,
    [snapshotId, at],
  );
  await client.query(
    `insert into account_day (day, account_id, buckets, protected, unreadable, uploads, bytes, monthly_usd)
     select ($2::timestamptz at time zone 'UTC')::date, a.id, count(s.bucket_id), count(*) filter (where s.coverage = 'full'),
       count(*) filter (where s.measurement in ('partial', 'denied', 'notScanned')),
       coalesce(sum(s.uploads), 0), coalesce(sum(s.bytes), 0), coalesce(sum(s.monthly_usd), 0)
     from account a left join bucket_snapshot s on s.account_id = a.id and s.snapshot_id = $1 where not (${NOT_LOOKED_AT}) group by a.id
     on conflict (day, account_id) do update set buckets = excluded.buckets, protected = excluded.protected,
       unreadable = excluded.unreadable, uploads = excluded.uploads, bytes = excluded.bytes, monthly_usd = excluded.monthly_usd`,
    [snapshotId, at],
  );
}
