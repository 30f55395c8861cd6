import { z } from 'zod';
import { oldestDay } from '../bill/bill.ts';
import { dayAt, isoDay, monthStart, parseDay } from '../bill/calendar.ts';
import { validation } from '../json/failure.ts';

export const timePeriodSchema = z.object({ Start: z.string(), End: z.string() });
export type TimePeriod = z.output<typeof timePeriodSchema>;
export type Granularity = 'DAILY' | 'MONTHLY';

/** Days of a request; the end is exclusive. */
export type DayRange = { start: number; end: number };

/** @throws ServiceFailure ValidationException in AWS's words. */
export function rangeOf({ Start, End }: TimePeriod): DayRange {
  const [start, end] = [parseDay(Start), parseDay(End)];
  if (start === null || end === null)
    throw validation('Start time or end time is invalid. Please use the format yyyy-MM-dd.');
  if (start >= end) throw validation('Start date (and hour) should be before end date (and hour)');
  return { start, end };
}

/** A period of the past, up to the end of the current month. @throws ServiceFailure ValidationException */
export function pastRange(period: TimePeriod, now: Date): DayRange {
  const range = rangeOf(period);
  if (range.end > monthStart(dayAt(now), 1)) throw validation('end date past the beginning of next month');
  if (range.start < oldestDay(now))
    throw validation("You haven't enabled historical data beyond 14 months. The start date must not be older.");
  return range;
}

/** The periods of a range: days, or months cut to the range. */
export function periodsOf({ start, end }: DayRange, granularity: Granularity): DayRange[] {
  const periods: DayRange[] = [];
  for (let from = start; from < end; ) {
    const until = granularity === 'DAILY' ? from + 1 : Math.min(end, monthStart(from, 1));
    periods.push({ start: from, end: until });
    from = until;
  }
  return periods;
}

export function intervalOf({ start, end }: DayRange): TimePeriod {
  return { Start: isoDay(start), End: isoDay(end) };
}
