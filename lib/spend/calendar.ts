import { DAY_MS } from '#lib/waste/age.ts';
import type { Granularity } from './cost-row.ts';

/** The UTC day of a moment, `YYYY-MM-DD`. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** The first of a day's month. */
export function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** A day later by so many days; earlier where negative. */
export function addDays(day: string, days: number): string {
  return dayOf(new Date(Date.parse(day) + days * DAY_MS));
}

/** The first of the month that is so many months after a day's own; before it where negative. */
export function addMonths(day: string, months: number): string {
  const date = new Date(monthOf(day));
  date.setUTCMonth(date.getUTCMonth() + months);
  return dayOf(date);
}

/** Days from one to another, the second excluded. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** Every day of a range, the end excluded. */
export function daysOf({ from, to }: { from: string; to: string }): string[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, index) => addDays(from, index));
}

/** The end of the period that begins on a day, exclusive. */
export function periodEnd(start: string, granularity: Granularity): string {
  return granularity === 'daily' ? addDays(start, 1) : addMonths(start, 1);
}

/** The earliest of some days. */
export function earliestOf(days: [string, ...string[]]): string {
  return days.reduce((first, day) => [first, day].sort()[0] ?? first);
}

/** The latest of some days. */
export function latestOf(days: [string, ...string[]]): string {
  return days.reduce((last, day) => [last, day].sort()[1] ?? last);
}
