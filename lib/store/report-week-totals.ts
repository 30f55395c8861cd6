import { Decimal } from 'decimal.js';
import type { Coverage } from './bucket-row.ts';
import { database } from './database.ts';
import { keyOf, rowsOf, type WeekEndSource } from './report-week-end.ts';

/** Sums of what could be read. Bytes, and USD a month. */
export type WeekEndTotals = {
  buckets: number;
  uploads: number;
  bytes: number;
  monthlyUsd: number;
  /** Buckets that could not be read whole. */
  unread: number;
  /** Buckets with incomplete uploads that cost something. */
  wasteful: number;
  coverage: Record<Coverage | 'unknown', number>;
};

const counts = ['buckets', 'unread', 'wasteful', 'full', 'partial', 'disabled', 'none', 'unknown'] as const;
type SumsRow = Record<(typeof counts)[number], number> & { id: string; uploads: string; bytes: string; usd: string };

/** The sums of each account that was looked at then, by its id. */
export type WeekEndSums = ReadonlyMap<string, SumsRow | null>;

/**
 * Of one look at its buckets: also of the accounts without any on the last UTC day that was over. One that was left out or
 * closed since an earlier look of the day counts no more.
 */
export async function weekEndSums(source: WeekEndSource): Promise<WeekEndSums> {
  const { pool } = database();
  const [sums, empty] = await Promise.all([
    pool.query<SumsRow>(
      `with w as (${rowsOf(source)})
       select account_id as id, count(*)::int as buckets, coalesce(sum(uploads), 0) as uploads, coalesce(sum(bytes), 0) as bytes,
         coalesce(sum(monthly_usd), 0) as usd, count(*) filter (where monthly_usd > 0)::int as wasteful,
         count(*) filter (where coverage = 'full')::int as "full", count(*) filter (where coverage = 'partial')::int as partial,
         count(*) filter (where coverage = 'disabled')::int as disabled, count(*) filter (where coverage = 'none')::int as "none",
         count(*) filter (where coverage is null)::int as unknown,
         count(*) filter (where measurement not in ('exact', 'sampled'))::int as unread
       from w group by account_id`,
      [keyOf(source)],
    ),
    pool.query<{ id: string }>(
      `select account_id as id from account_day
       where day = least($1::date, ($2::timestamptz at time zone 'UTC')::date - 1) and buckets = 0`,
      [source.day, source.end],
    ),
  ]);
  const withBuckets = sums.rows.map((row) => [row.id, row] as const);
  return new Map([...empty.rows.map(({ id }) => [id, null] as const), ...withBuckets]);
}

/** @param accountIds of these accounts only; of all when left out */
export function weekEndTotals(sums: WeekEndSums, accountIds: Iterable<string> = sums.keys()): WeekEndTotals {
  const rows = [...accountIds].flatMap((id) => sums.get(id) ?? []);
  const sum = (name: (typeof counts)[number]) => rows.reduce((total, row) => total + row[name], 0);
  const exact = (name: 'uploads' | 'bytes' | 'usd') => Decimal.sum(0, ...rows.map((row) => row[name])).toNumber();
  return {
    buckets: sum('buckets'),
    uploads: exact('uploads'),
    bytes: exact('bytes'),
    monthlyUsd: exact('usd'),
    unread: sum('unread'),
    wasteful: sum('wasteful'),
    coverage: {
      full: sum('full'),
      partial: sum('partial'),
      disabled: sum('disabled'),
      none: sum('none'),
      unknown: sum('unknown'),
    },
  };
}
