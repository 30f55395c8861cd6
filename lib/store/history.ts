import type { Measurement } from '#lib/waste/upload.ts';
import { database } from './database.ts';
import { dayRange } from './day-range.ts';
import { openStates } from './fix-row.ts';

export type BucketDayView = {
  day: string;
  bytes: number | null;
  uploads: number | null;
  monthlyUsd: number | null;
  coverage: string | null;
  measurement: Measurement | null;
};

/** A fix that was applied within the history shown. */
export type FixMark = { fixId: string; day: string; accountId: string; bucket: string; state: string };

/** A bucket's days, oldest first; days without a collection have null figures, unknown ones too. */
export async function bucketHistory({
  accountId,
  bucket,
  days,
  now,
}: {
  accountId: string;
  bucket: string;
  days: number;
  now: Date;
}): Promise<BucketDayView[]> {
  const range = dayRange(days, now);
  const { rows } = await database().pool.query<BucketDayRow>(
    `SELECT d.day::text AS day, d.bytes, d.uploads, d.monthly_usd, d.coverage, d.measurement
     FROM bucket b JOIN bucket_day d ON d.bucket_id = b.id AND d.day BETWEEN $3::date AND $4::date
     WHERE b.account_id = $1 AND b.name = $2`,
    [accountId, bucket, range.first, range.last],
  );
  const byDay = new Map(rows.map((row) => [row.day, row]));
  const start = range.all.findIndex((day) => byDay.has(day));
  return (start < 0 ? [] : range.all.slice(start)).map((day) => {
    const row = byDay.get(day);
    return {
      day,
      bytes: row?.bytes == null ? null : Number(row.bytes),
      uploads: row?.uploads ?? null,
      monthlyUsd: row?.monthly_usd == null ? null : Number(row.monthly_usd),
      coverage: row?.coverage ?? null,
      measurement: row?.measurement ?? null,
    };
  });
}

/** Fixes whose rule reached its bucket in these days, oldest first: the marks of a chart. */
export async function fixMarks({
  days,
  now,
  accountIds,
  bucket,
}: {
  days: number;
  now: Date;
  accountIds?: readonly string[] | undefined;
  bucket?: string | undefined;
}): Promise<FixMark[]> {
  const range = dayRange(days, now);
  const { rows } = await database().pool.query<FixMark>(
    `SELECT id AS "fixId", (applied_at AT TIME ZONE 'UTC')::date::text AS day, account_id AS "accountId",
       bucket_name AS bucket, state
     FROM fix WHERE applied_at >= $1::date AND state <> 'failed'
       AND ($2::text[] IS NULL OR account_id = ANY($2)) AND ($3::text IS NULL OR bucket_name = $3)
     ORDER BY applied_at`,
    [range.first, accountIds ?? null, bucket ?? null],
  );
  return rows;
}

/** USD a month: `measured` of uploads found gone, `expected` of those that fixes in force on buckets there are still wait for. */
export type Recovered = { measuredUsd: number; expectedUsd: number; fixes: number; since: Date | null };

/** What fixes have brought back so far, of all accounts or of some. */
export async function recoveredTotals({
  accountIds,
}: {
  accountIds?: readonly string[] | undefined;
}): Promise<Recovered> {
  const { rows } = await database().pool.query<{
    measured: string;
    expected: string;
    fixes: number;
    since: Date | null;
  }>(
    `SELECT coalesce(sum(realised_monthly_usd), 0) AS measured,
       coalesce(sum(greatest(planned_monthly_usd - realised_monthly_usd, 0))
         FILTER (WHERE state = ANY($2) AND b.gone_at IS NULL), 0) AS expected,
       count(*)::int AS fixes, min(applied_at) AS since
     FROM fix JOIN bucket b ON b.id = fix.bucket_id
     WHERE applied_at IS NOT NULL AND ($1::text[] IS NULL OR fix.account_id = ANY($1))`,
    [accountIds ?? null, openStates],
  );
  const [row] = rows;
  return {
    measuredUsd: Number(row?.measured ?? 0),
    expectedUsd: Number(row?.expected ?? 0),
    fixes: row?.fixes ?? 0,
    since: row?.since ?? null,
  };
}

type BucketDayRow = Omit<BucketDayView, 'bytes' | 'monthlyUsd'> & { bytes: string | null; monthly_usd: string | null };
