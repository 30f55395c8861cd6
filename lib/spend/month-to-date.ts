import { addDays, addMonths, dayOf, daysBetween, earliestOf, monthOf } from './calendar.ts';

type Days = { from: string; to: string };

/** Days `YYYY-MM-DD` in UTC, every `to` exclusive. */
export type MonthToDate = Days & {
  /** The first of the next month. */
  end: string;
  /** What can be compared: the days of the month that are over, and as many of the month before; null: none is over. */
  compared: { now: Days; former: Days } | null;
};

/**
 * The month of the last day of which costs are known, up to that day. Today is not over: it counts as spent, but it is
 * not compared; nor is the day of the reading, of which only a part was read. Where the month before has fewer days, it is
 * compared whole.
 */
export function monthToDate({
  now,
  lastDay,
  wholeDay = lastDay,
}: {
  now: Date;
  lastDay: string;
  /** The last day that was over when it was read. */
  wholeDay?: string | null;
}): MonthToDate {
  const from = monthOf(lastDay);
  const to = addDays(lastDay, 1);
  const over = earliestOf([to, dayOf(now), addDays(wholeDay ?? lastDay, 1)]);
  const former = addMonths(from, -1);
  const compared =
    over > from
      ? {
          now: { from, to: over },
          former: { from: former, to: earliestOf([addDays(former, daysBetween(from, over)), from]) },
        }
      : null;
  return { from, to, end: addMonths(from, 1), compared };
}
