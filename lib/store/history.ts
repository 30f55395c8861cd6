import { DAY_MS } from '#lib/waste/age.ts';
import { database } from './database.ts';
import { openStates } from './fix-row.ts';
import { NOT_LOOKED_AT } from './known-accounts.ts';

/** One UTC day, `YYYY-MM-DD`. Bytes and USD a month of what could be read that day. */
export type HistoryDay = {
  day: string;
  bytes: number;
  monthlyUsd: number;
  uploads: number;
  /** Buckets that were partial, denied or not scanned: above 0 the figures are lower bounds. */
  unreadable: number;
  /** Bytes by series id; what no series holds is `others`. */
  parts: Record<string, number>;
};

export type EstateHistory = {
  /** Largest over the whole time first; `others` is none of them. */
  series: { id: string; name: string }[];
  /** How many accounts or buckets hold the `others` part now. */
  others: number;
  days: HistoryDay[];
};

export type BucketDayView = {
  day: string;
  bytes: number | null;
  uploads: number | null;
  monthlyUsd: number | null;
  coverage: string | null;
  measurement: string | null;
};

/** A fix that was applied within the history shown. */
export type FixMark = { fixId: string; day: string; accountId: string; bucket: string; state: string };

/**
 * On `d`, with the parameter that holds the accounts in scope: like is compared with like, so that an account which is looked at no more is
 * no fall in the others' history. Asked for alone it has its own.
 */
function comparable(scope: string): string {
  return `(cardinality(${scope}::text[]) = 1 OR d.account_id NOT IN (SELECT id FROM account WHERE ${NOT_LOOKED_AT}))`;
}

/**
 * Incomplete bytes of all accounts (or of some) a day. A day without a collection repeats the one before: nothing new is
 * known. Days before the first collection are left out.
 */
export async function estateHistory({
  days,
  now,
  groupBy,
  top,
  accountIds,
}: {
  days: number;
  now: Date;
  groupBy: 'account' | 'bucket';
  top: number;
  accountIds?: readonly string[] | undefined;
}): Promise<EstateHistory> {
  const range = dayRange(days, now);
  const [{ rows }, buckets] = await Promise.all([
    database().pool.query<DayRow>(
      `SELECT d.day::text AS day, d.account_id AS id, a.name, d.bytes, d.monthly_usd, d.uploads, d.unreadable
       FROM account_day d JOIN account a ON a.id = d.account_id
       WHERE d.day BETWEEN $1::date AND $2::date AND ($3::text[] IS NULL OR d.account_id = ANY($3)) AND ${comparable('$3')} ORDER BY d.day`,
      [range.first, range.last, accountIds ?? null],
    ),
    groupBy === 'bucket' ? topBuckets({ range, top, accountIds }) : null,
  ]);
  const totals = filled(range.all, rows);
  const parts = buckets ?? { all: totals, count: holding(totals) };
  const areas = [...parts.all].map(([id, { name, days }]) => ({
    id,
    name,
    now: days.at(-1)?.bytes ?? 0,
    area: days.reduce((sum, day) => sum + (day?.bytes ?? 0), 0),
  }));
  const series = areas.sort((a, b) => b.area - a.area || a.name.localeCompare(b.name)).slice(0, top);
  const shown = range.all.flatMap((day, index) => {
    const known = [...totals.values()].flatMap((account) => account.days[index] ?? []);
    if (known.length === 0) return [];
    const sum = (figure: (row: Figures) => number) => known.reduce((total, row) => total + figure(row), 0);
    const own = Object.fromEntries(series.map(({ id }) => [id, parts.all.get(id)?.days[index]?.bytes ?? 0]));
    const bytes = sum((row) => row.bytes);
    const rest = bytes - Object.values(own).reduce((total, value) => total + value, 0);
    return {
      day,
      bytes,
      monthlyUsd: sum((row) => row.monthlyUsd),
      uploads: sum((row) => row.uploads),
      unreadable: sum((row) => row.unreadable),
      parts: { ...own, others: Math.max(0, rest) },
    };
  });
  return {
    series: series.map(({ id, name }) => ({ id, name })),
    others: Math.max(0, parts.count - series.filter(({ now }) => now > 0).length),
    days: shown,
  };
}

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

type Figures = { bytes: number; monthlyUsd: number; uploads: number; unreadable: number };
type Series = Map<string, { name: string; days: (Figures | undefined)[] }>;
type DayRow = {
  day: string;
  id: string;
  name: string;
  bytes: string | null;
  monthly_usd: string | null;
  uploads: number | null;
  unreadable: number;
};
type BucketDayRow = Omit<BucketDayView, 'bytes' | 'monthlyUsd'> & { bytes: string | null; monthly_usd: string | null };

function dayRange(days: number, now: Date) {
  const all = Array.from({ length: days }, (_, index) =>
    new Date(now.getTime() - (days - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
  return { all, first: all[0] ?? '', last: all.at(-1) ?? '' };
}

/** The buckets that hold most now, and those fixed in the range: these held most before. */
async function topBuckets({
  range,
  top,
  accountIds,
}: {
  range: { all: string[]; first: string; last: string };
  top: number;
  accountIds: readonly string[] | undefined;
}): Promise<{ all: Series; count: number }> {
  const { pool } = database();
  const { rows: candidates } = await pool.query<{ bucket_id: number; name: string; count: number }>(
    `WITH now AS (SELECT bucket_id, bytes FROM bucket_snapshot d
       WHERE snapshot_id = (SELECT id FROM snapshot ORDER BY seq DESC LIMIT 1) AND bytes > 0
         AND ($1::text[] IS NULL OR account_id = ANY($1)) AND ${comparable('$1')}),
     fixed AS (SELECT bucket_id FROM fix d WHERE applied_at >= $3::date AND ($1::text[] IS NULL OR account_id = ANY($1))
       AND ${comparable('$1')}
       ORDER BY planned_bytes DESC, bucket_id LIMIT $2)
     SELECT candidate.bucket_id, b.name, (SELECT count(*)::int FROM now) AS count FROM
       (SELECT bucket_id FROM (SELECT bucket_id FROM now ORDER BY bytes DESC, bucket_id LIMIT $2) largest
        UNION SELECT bucket_id FROM fixed) candidate JOIN bucket b ON b.id = candidate.bucket_id`,
    [accountIds ?? null, top, range.first],
  );
  const { rows } = await pool.query<DayRow>(
    `SELECT day::text AS day, bucket_id::text AS id, c.name, bytes, monthly_usd, uploads, 0 AS unreadable
     FROM bucket_day JOIN unnest($1::int[], $4::text[]) AS c(bucket_id, name) USING (bucket_id)
     WHERE day BETWEEN $2::date AND $3::date ORDER BY day`,
    [candidates.map((row) => row.bucket_id), range.first, range.last, candidates.map((row) => row.name)],
  );
  return { all: filled(range.all, rows), count: candidates[0]?.count ?? 0 };
}

function holding(series: Series): number {
  return [...series.values()].filter(({ days }) => (days.at(-1)?.bytes ?? 0) > 0).length;
}

/** Rows by id and day, each gap filled with the day before. */
function filled(days: string[], rows: DayRow[]): Series {
  return new Map(
    [...Map.groupBy(rows, (row) => row.id)].map(([id, own]) => {
      const byDay = new Map(own.filter((row) => row.bytes !== null).map((row) => [row.day, row]));
      let last: Figures | undefined;
      const list = days.map((day) => {
        const row = byDay.get(day);
        if (row)
          last = {
            bytes: Number(row.bytes),
            monthlyUsd: Number(row.monthly_usd ?? 0),
            uploads: row.uploads ?? 0,
            unreadable: row.unreadable,
          };
        return last;
      });
      return [id, { name: own[0]?.name ?? id, days: list }] as const;
    }),
  );
}
