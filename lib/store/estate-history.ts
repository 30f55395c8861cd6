import { orUnknown } from '#lib/waste/hidden.ts';
import type { UnreadCounts } from '#lib/waste/unread-counts.ts';
import { database } from './database.ts';
import { type DayRow, type Figures, filled, type Part, type Series } from './day-figures.ts';
import { dayRange } from './day-range.ts';
import { NOT_LOOKED_AT } from './known-accounts.ts';

/** One UTC day, `YYYY-MM-DD`. Bytes and USD a month of what could be read that day; null: nothing could. */
export type HistoryDay = {
  day: string;
  bytes: number | null;
  monthlyUsd: number | null;
  /** By account what was out of sight, as in `UnreadCounts`: where there is any, the figures are lower bounds. */
  unreadable: UnreadCounts;
  /** Bytes by series id, what no series holds as `others`; null: not known. */
  parts: Record<string, number | null>;
  /** The parts whose bytes are a lower bound. */
  atLeast: string[];
};

export type EstateHistory = {
  /** Largest over the whole time first, and none that was never read; `others` is none of them. */
  series: { id: string; name: string }[];
  /** How many accounts or buckets hold the `others` part now. */
  others: number;
  days: HistoryDay[];
};

/**
 * On `d`, with the parameter that holds the accounts in scope: like is compared with like, so that an account which is looked at no more is
 * no fall in the others' history. Asked for alone, or with others of the same kind, it has its own.
 */
function comparable(scope: string): string {
  return `(d.account_id NOT IN (SELECT id FROM account WHERE ${NOT_LOOKED_AT})
    OR ${scope} IS NOT NULL AND NOT EXISTS (SELECT FROM account WHERE id = ANY(${scope}::text[]) AND NOT (${NOT_LOOKED_AT})))`;
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
  const [{ rows }, looks, buckets] = await Promise.all([
    database().pool.query<DayRow>(
      `WITH look AS (SELECT DISTINCT ON (day) (taken_at AT TIME ZONE 'UTC')::date AS day, unlisted_accounts FROM snapshot
         WHERE taken_at >= $1::date - 1 ORDER BY day, seq DESC),
       unlisted AS (SELECT day, unnest(unlisted_accounts) AS account_id FROM look)
       SELECT d.day::text AS day, d.account_id AS id, d.account_id AS "accountId", a.name, d.bytes, d.monthly_usd,
         CASE WHEN u.account_id IS NOT NULL OR l.day IS NULL AND d.buckets = 0 AND a.listed_at IS NULL THEN greatest(d.unreadable, 1)
           ELSE d.unreadable END AS unread
       FROM account_day d JOIN account a ON a.id = d.account_id LEFT JOIN look l ON l.day = d.day
         LEFT JOIN unlisted u ON u.day = d.day AND u.account_id = d.account_id
       WHERE d.day BETWEEN $1::date AND $2::date AND ($3::text[] IS NULL OR d.account_id = ANY($3)) AND ${comparable('$3')} ORDER BY d.day`,
      [range.first, range.last, accountIds ?? null],
    ),
    database().pool.query<{ day: string }>(
      `SELECT g.at::date::text AS day FROM generate_series($1::date, $2::date, interval '1 day') AS g(at)
       WHERE EXISTS (SELECT FROM account_day d WHERE d.day = g.at::date)`,
      [range.first, range.last],
    ),
    groupBy === 'bucket' ? topBuckets({ range, top, accountIds }) : null,
  ]);
  // Each look writes a row of every account that is looked at then.
  const totals = filled(range.all, rows, new Set(looks.rows.map(({ day }) => day)));
  const parts = buckets ?? { all: totals, count: holding(totals) };
  const areas = [...parts.all].map(([id, each]) => ({
    ...each,
    id,
    now: each.days.at(-1)?.bytes ?? 0,
    area: each.days.reduce((sum, day) => sum + (day?.bytes ?? 0), 0),
  }));
  const series = areas
    .filter((each) => each.days.some((day) => day && day.bytes !== null))
    .sort((a, b) => b.area - a.area || a.name.localeCompare(b.name))
    .slice(0, top);
  return {
    series: series.map(({ id, name }) => ({ id, name })),
    others: Math.max(0, parts.count - series.filter(({ now }) => now > 0).length),
    days: range.all.flatMap((day, index) => dayOf({ day, index, totals, series }) ?? []),
  };
}

/** A day of all accounts together and of each part; null before the first collection. */
function dayOf({
  day,
  index,
  totals,
  series,
}: {
  day: string;
  index: number;
  totals: Series;
  series: (Part & { id: string })[];
}): HistoryDay | null {
  const all = [...totals].map(([id, account]) => ({
    id,
    unread: unreadIn(account, index),
    figures: account.days[index],
  }));
  if (all.every(({ figures }) => figures === undefined)) return null;
  const known = all.flatMap(({ figures }) => (figures && figures.bytes !== null ? figures : []));
  const unreadable = Object.fromEntries(all.filter(({ unread }) => unread > 0).map(({ id, unread }) => [id, unread]));
  const bytes = orUnknown(
    sumOf(known, (row) => row.bytes ?? 0),
    Object.keys(unreadable).length > 0,
  );
  const own = series.map((part) => {
    const account = totals.get(part.accountId)?.days[index];
    const figures = account?.bytes === null ? account : (part.days[index] ?? beforeFirst(account));
    return { id: part.id, bytes: figures.bytes, unread: figures.unread };
  });
  const rest = Math.max(0, (bytes ?? 0) - sumOf(own, (part) => part.bytes ?? 0));
  const isRestLeast = sumOf(Object.values(unreadable), Number) > sumOf(own, ({ unread }) => unread);
  const others = {
    id: 'others',
    bytes: bytes === null ? null : orUnknown(rest, isRestLeast),
    unread: isRestLeast ? 1 : 0,
  };
  const shown = [...own, others];
  return {
    day,
    bytes,
    monthlyUsd: bytes === null ? null : sumOf(known, (row) => row.monthlyUsd),
    unreadable,
    parts: Object.fromEntries(shown.map((part) => [part.id, part.bytes])),
    atLeast: shown.filter((part) => part.bytes !== null && part.unread > 0).map(({ id }) => id),
  };
}

/** Of an account on a day; before it was found it was out of sight, which matters unless it held nothing when it came in sight. */
function unreadIn(account: Part, index: number): number {
  const figures = account.days[index];
  if (figures) return figures.unread;
  return account.days.find((day) => day && day.bytes !== null)?.bytes === 0 ? 0 : 1;
}

/** A part without a day: a bucket that was not there yet held nothing, if its account was listed; an account is not known. */
function beforeFirst(account: Figures | undefined): Pick<Figures, 'bytes' | 'unread'> {
  return account && account.bytes !== null ? { bytes: 0, unread: 0 } : { bytes: null, unread: 1 };
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
  const { rows: candidates } = await pool.query<{ bucket_id: number; count: number }>(
    `WITH now AS (SELECT bucket_id, bytes FROM bucket_snapshot d
       WHERE snapshot_id = (SELECT id FROM snapshot ORDER BY seq DESC LIMIT 1) AND bytes > 0
         AND ($1::text[] IS NULL OR account_id = ANY($1)) AND ${comparable('$1')}),
     fixed AS (SELECT bucket_id FROM fix d WHERE applied_at >= $3::date AND ($1::text[] IS NULL OR account_id = ANY($1))
       AND ${comparable('$1')}
       ORDER BY planned_bytes DESC, bucket_id LIMIT $2)
     SELECT bucket_id, (SELECT count(*)::int FROM now) AS count FROM
       (SELECT bucket_id FROM (SELECT bucket_id FROM now ORDER BY bytes DESC, bucket_id LIMIT $2) largest
        UNION SELECT bucket_id FROM fixed) candidate`,
    [accountIds ?? null, top, range.first],
  );
  const { rows } = await pool.query<DayRow>(
    `SELECT day::text AS day, bucket_id::text AS id, b.account_id AS "accountId", b.name, bytes, monthly_usd,
       (measurement NOT IN ('exact', 'sampled'))::int AS unread
     FROM bucket_day JOIN bucket b ON b.id = bucket_id WHERE bucket_id = ANY($1::int[]) AND day BETWEEN $2::date AND $3::date ORDER BY day`,
    [candidates.map((row) => row.bucket_id), range.first, range.last],
  );
  return { all: filled(range.all, rows), count: candidates[0]?.count ?? 0 };
}

function holding(series: Series): number {
  return [...series.values()].filter(({ days }) => (days.at(-1)?.bytes ?? 0) > 0).length;
}

function sumOf<Row>(rows: readonly Row[], figure: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + figure(row), 0);
}
