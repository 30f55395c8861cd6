import { addDays, addMonths, dayOf, daysBetween, latestOf, monthOf } from './calendar.ts';
import type { Granularity } from './cost-row.ts';

export const spendRanges = ['7d', '30d', '90d', '13m'] as const;
export type SpendRange = (typeof spendRanges)[number];

/** Dates are `YYYY-MM-DD` in UTC, each `to` exclusive. */
export type SpendTime = {
  granularity: Granularity;
  from: string;
  to: string;
  /** Periods of the range; days before the first known are not among those from `from` to `to`. */
  asked: number;
  /** As many days before; null for months, the last of which is not over: a part would be compared with a whole. */
  previous: { from: string; to: string } | null;
};

const days = { '7d': 7, '30d': 30, '90d': 90 } as const;
const MONTHS = 13;

/** The days or months of a range that ends with the last day of which costs are known; days begin with the first. */
export function spendTime({
  range,
  firstDay,
  lastDay,
}: {
  range: SpendRange;
  firstDay: string;
  lastDay: string;
}): SpendTime {
  if (range === '13m') {
    const to = addMonths(monthOf(lastDay), 1);
    return { granularity: 'monthly', from: addMonths(to, -MONTHS), to, asked: MONTHS, previous: null };
  }
  const to = addDays(lastDay, 1);
  const from = latestOf([addDays(to, -days[range]), firstDay]);
  return {
    granularity: 'daily',
    from,
    to,
    asked: days[range],
    previous: { from: addDays(from, -daysBetween(from, to)), to: from },
  };
}

/**
 * The last day that can be compared with another: the day of the reading is not over while AWS calls it estimated, and
 * what it cost so far would look like a fall. Null where no day is known.
 */
export function lastWholeDay({
  firstDay,
  lastDay,
  estimatedFrom,
  asOf,
}: {
  firstDay: string | null;
  lastDay: string | null;
  estimatedFrom: string | null;
  /** When costs were read last. */
  asOf: Date;
}): string | null {
  if (firstDay === null || lastDay === null) return null;
  const isOver = estimatedFrom === null || estimatedFrom > lastDay || lastDay < dayOf(asOf);
  const before = addDays(dayOf(asOf), -1);
  return isOver || before < firstDay ? lastDay : before;
}
