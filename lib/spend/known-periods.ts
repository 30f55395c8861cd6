import { daysBetween, periodEnd } from './calendar.ts';
import type { Granularity } from './cost-row.ts';

/** Which periods of a range were read: from the first to the end of the last (exclusive), and how many of how many. */
export type KnownPeriods = { from: string | null; to: string | null; periods: number; of: number };

/** @param periods those that were read, the oldest first */
export function knownPeriods({
  granularity,
  from,
  to,
  periods,
}: {
  granularity: Granularity;
  from: string;
  to: string;
  periods: readonly { start: string }[];
}): KnownPeriods {
  const last = periods.at(-1);
  return {
    from: periods[0]?.start ?? null,
    to: last ? periodEnd(last.start, granularity) : null,
    periods: periods.length,
    of: granularity === 'daily' ? daysBetween(from, to) : monthsBetween(from, to),
  };
}

function monthsBetween(from: string, to: string): number {
  const count = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return count(to) - count(from);
}
