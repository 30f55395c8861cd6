import { Decimal } from 'decimal.js';
import { periodEnd } from './calendar.ts';
import type { Granularity } from './cost-row.ts';

/** What a period cost under one key: a service, an account, a region or a usage type. */
export type CostItem = { start: string; keys: string[]; amount: string };

export type CostPictureRow = {
  key: string;
  amount: string;
  /** Of the time before; null where that is not known. */
  previous: string | null;
};

export type CostPicture = {
  total: string;
  /** Of the time before, of as many days; null where that is not known. */
  previous: string | null;
  /** Every key that cost anything in either time, the dearest first. */
  rows: CostPictureRow[];
  /** The keys that a picture shows by name, the dearest first. */
  top: string[];
  /** How many keys are none of these. */
  others: number;
  points: CostPicturePoint[];
};

/** Every period has one. `parts` has the amounts of `top`, and `others` that of the rest. */
export type CostPicturePoint = {
  start: string;
  /** False: nobody read it, so that its 0 says nothing. */
  known: boolean;
  /** AWS may still change it. */
  estimated: boolean;
  total: string;
  parts: Record<string, string>;
  others: string;
};

/**
 * Costs as a picture shows them: by period in their dearest parts, and by key against the time before. Exact: the parts
 * of a period sum to its total, and so do the rows.
 * @param previous null where the time before is not known
 */
export function costPicture({
  items,
  periods,
  previous,
  granularity,
  from,
  to,
  top,
}: {
  items: readonly CostItem[];
  /** Those that were read. */
  periods: readonly { start: string; estimated: boolean }[];
  previous: readonly CostItem[] | null;
  granularity: Granularity;
  /** Inclusive, and exclusive; for `monthly` the first of a month. */
  from: string;
  to: string;
  top: number;
}): CostPicture {
  const now = sumsBy(items, keyOf);
  const before = previous && sumsBy(previous, keyOf);
  const keys = [...new Set([...now.keys(), ...(before?.keys() ?? [])])];
  const rows = keys
    .map((key) => ({ key, amount: now.get(key) ?? zero, previous: before ? (before.get(key) ?? zero) : null }))
    .filter(({ amount, previous: former }) => !amount.isZero() || !(former ?? zero).isZero())
    .sort(
      (a, b) =>
        b.amount.comparedTo(a.amount) ||
        (b.previous ?? zero).comparedTo(a.previous ?? zero) ||
        (a.key < b.key ? -1 : 1),
    );
  const shown = rows.slice(0, top).map(({ key }) => key);
  const byStart = Map.groupBy(items, ({ start }) => start);
  const read = new Map(periods.map(({ start, estimated }) => [start, estimated]));
  return {
    total: sumOf(now.values()).toFixed(),
    previous: before && sumOf(before.values()).toFixed(),
    rows: rows.map((row) => ({ ...row, amount: row.amount.toFixed(), previous: row.previous?.toFixed() ?? null })),
    top: shown,
    others: rows.length - shown.length,
    points: startsOf({ granularity, from, to }).map((start) => {
      const own = byStart.get(start) ?? [];
      const parts = sumsBy(own, keyOf);
      const total = sumOf(parts.values());
      const named = shown.map((key) => [key, parts.get(key) ?? zero] as const);
      return {
        start,
        known: read.has(start),
        estimated: read.get(start) ?? false,
        total: total.toFixed(),
        parts: Object.fromEntries(named.map(([key, amount]) => [key, amount.toFixed()])),
        others: total.minus(sumOf(named.map(([, amount]) => amount))).toFixed(),
      };
    }),
  };
}

// A bill of billions with ten digits after the point has more than the 20 digits that are kept by default.
const Exact = Decimal.clone({ precision: 40 });
const zero = new Exact(0);

function startsOf({ granularity, from, to }: { granularity: Granularity; from: string; to: string }): string[] {
  const starts: string[] = [];
  for (let start = from; start < to; start = periodEnd(start, granularity)) starts.push(start);
  return starts;
}

function keyOf({ keys }: CostItem): string {
  return keys[0] ?? '';
}

function sumsBy(items: readonly CostItem[], by: (item: CostItem) => string): Map<string, Decimal> {
  const sums = new Map<string, Decimal>();
  for (const item of items) sums.set(by(item), (sums.get(by(item)) ?? zero).plus(item.amount));
  return sums;
}

function sumOf(amounts: Iterable<Decimal>): Decimal {
  return [...amounts].reduce((sum, amount) => sum.plus(amount), zero);
}
