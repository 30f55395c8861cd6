import { type Breakdown, breakdownSchema } from '#lib/waste/breakdown.ts';
import type { Measurement } from '#lib/waste/upload.ts';
import { nameBefore } from './account-names.ts';
import { goneBefore } from './bucket-existence.ts';
import { type Coverage, numberOf } from './bucket-row.ts';
import { database } from './database.ts';

/** Where the figures of a week's end are read: in the snapshot that closed it, or in the daily rows where it is gone. */
export type WeekEndSource = {
  snapshotId: string | null;
  day: string;
  at: Date;
  /** Of the week: accounts have the names that they had right before it. */
  end: Date;
};

export type WeekEndBucket = {
  bucketId: number;
  accountId: string;
  accountName: string;
  bucket: string;
  region: string;
  /** Null: not known. */
  uploads: number | null;
  bytes: number | null;
  /** Of a sampled bucket what it holds at least. */
  bytesLow: number | null;
  /** And at most. */
  bytesHigh: number | null;
  monthlyUsd: number | null;
  coverage: Coverage | null;
  measurement: Measurement;
  problem: string | null;
  /** Null where only the daily rows are left. */
  checkedAt: Date | null;
  /** Null where only the daily rows are left. */
  breakdown: Breakdown | null;
};

/**
 * The newest state known before a moment: a snapshot, or the rows of the last UTC day that was over then where no snapshot
 * is as new. Null: nothing had been read.
 */
export async function weekEndSource(end: Date): Promise<WeekEndSource | null> {
  const { rows } = await database().pool.query<{ id: string | null; day: string; at: Date }>(
    `select id, to_char(taken_at at time zone 'UTC', 'YYYY-MM-DD') as day, taken_at as at from (
       select id, taken_at, 0 as rank from (select id, taken_at from snapshot where taken_at < $1 order by taken_at desc, seq desc limit 1) s
       union all
       select null, (max(day) + 1)::timestamp at time zone 'UTC' - interval '1 millisecond', 1 from account_day
       where day < ($1::timestamptz at time zone 'UTC')::date) known
     where taken_at is not null
     order by (taken_at at time zone 'UTC')::date desc, rank limit 1`,
    [end],
  );
  const [row] = rows;
  return row ? { snapshotId: row.id, day: row.day, at: row.at, end } : null;
}

/** The buckets whose incomplete uploads cost most, the most first; the id decides between equals. */
export async function weekEndTop(source: WeekEndSource, top: number): Promise<WeekEndBucket[]> {
  return bucketsWhere(source, 'monthly_usd > 0 order by monthly_usd desc, bucket_id limit $2', [top]);
}

/** Of some buckets those that were there and cost at least so much, in the order of their ids. */
export async function weekEndHolding(
  source: WeekEndSource,
  { bucketIds, leastUsd }: { bucketIds: readonly number[]; leastUsd: number },
): Promise<WeekEndBucket[]> {
  if (bucketIds.length === 0) return [];
  const holding = 'bucket_id = any($2::int[]) and monthly_usd >= $3 order by bucket_id';
  return bucketsWhere(source, holding, [bucketIds, leastUsd]);
}

/** What could not be read whole, the first `limit` by account and name. */
export async function weekEndUnread(source: WeekEndSource, limit: number): Promise<WeekEndBucket[]> {
  const unread = `measurement not in ('exact', 'sampled') order by account_id, name collate "C" limit $2`;
  return bucketsWhere(source, unread, [limit]);
}

/** The accounts whose buckets could not even be listed. */
export async function weekEndUnlisted({
  snapshotId,
  end,
}: WeekEndSource): Promise<{ accountId: string; accountName: string }[]> {
  const { rows } = await database().pool.query<{ accountId: string; accountName: string }>(
    `select a.id as "accountId", coalesce(${nameBefore('a.id', '$2')}, a.name) as "accountName" from snapshot s join account a on a.id = any(s.unlisted_accounts)
     where s.id = $1 order by a.id`,
    [snapshotId, end],
  );
  return rows;
}

type Row = {
  bucket_id: number;
  account_id: string;
  account_name: string;
  name: string;
  region: string;
  uploads: number | null;
  bytes: string | null;
  bytes_low: string | null;
  bytes_high: string | null;
  monthly_usd: string | null;
  coverage: Coverage | null;
  measurement: Measurement;
  problem: string | null;
  checked_at: Date | null;
  breakdown: unknown;
};

async function bucketsWhere(source: WeekEndSource, condition: string, values: unknown[]): Promise<WeekEndBucket[]> {
  const { rows } = await database().pool.query<Row>(
    `with w as ${source.snapshotId ? 'not materialized' : 'materialized'} (${rowsOf(source)}),
     chosen as (select * from w where ${condition})
     select c.*, coalesce(${nameBefore('c.account_id', `$${values.length + 2}`)}, a.name, c.account_id) as account_name
     from (select *, row_number() over () as place from chosen) c left join account a on a.id = c.account_id order by c.place`,
    [keyOf(source), ...values, source.end],
  );
  return rows.map((row) => ({
    bucketId: row.bucket_id,
    accountId: row.account_id,
    accountName: row.account_name,
    bucket: row.name,
    region: row.region,
    uploads: row.uploads,
    bytes: numberOf(row.bytes),
    bytesLow: numberOf(row.bytes_low),
    bytesHigh: numberOf(row.bytes_high),
    monthlyUsd: numberOf(row.monthly_usd),
    coverage: row.coverage,
    measurement: row.measurement,
    problem: row.problem,
    checkedAt: row.checked_at,
    breakdown: row.breakdown === null ? null : breakdownSchema.parse(row.breakdown),
  }));
}

/** SQL: every bucket of then, by `keyOf` as $1; daily rows are looked up bucket by bucket, because they are kept in that order. */
export function rowsOf({ snapshotId }: WeekEndSource): string {
  const columns = 'uploads, bytes, monthly_usd, coverage, measurement';
  return snapshotId
    ? `select bucket_id, account_id, name, region, ${columns}, bytes_low, bytes_high, problem, checked_at, breakdown from bucket_snapshot where snapshot_id = $1`
    : `select b.id as bucket_id, b.account_id, b.name, b.region, d.*, null::bigint as bytes_low, null::bigint as bytes_high, null::text as problem,
         null::timestamptz as checked_at, null::jsonb as breakdown
       from bucket b cross join lateral (select ${columns} from bucket_day where bucket_id = b.id and day = $1::date limit 1) d
       where b.id not in ${goneBefore('($1::date + 1)')}`;
}

export function keyOf({ snapshotId, day }: WeekEndSource): string {
  return snapshotId ?? day;
}
