import type { Granularity } from './cost-row.ts';

const DAY_MS = 86_400_000;

/** The day so many days after a day `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The first of the month that is so many months after the month of a day. */
export function monthStart(day: string, months = 0): string {
  const date = new Date(`${day.slice(0, 7)}-01`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10);
}

/** Days of a time, its end exclusive. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The days or months of a time, each with its end exclusive; for `monthly` both bounds are firsts of a month. */
export function periodsOf({
  granularity,
  from,
  to,
}: {
  granularity: Granularity;
  from: string;
  to: string;
}): { start: string; end: string }[] {
  const next = (start: string) => (granularity === 'daily' ? addDays(start, 1) : monthStart(start, 1));
  const periods: { start: string; end: string }[] = [];
  for (let start = from; start < to; start = next(start)) periods.push({ start, end: next(start) });
  return periods;
}
