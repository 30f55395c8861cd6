import { DAY_MS } from '#lib/waste/age.ts';

/** Days as numbers: whole days in UTC since 1970-01-01. */
export function dayAt(time: Date | number): number {
  return Math.floor((typeof time === 'number' ? time : time.getTime()) / DAY_MS);
}

/** A day as `2026-11-23`. */
export function isoDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day of `2026-11-23`; null for anything that is not a day of the calendar. */
export function parseDay(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || isoDay(dayAt(time)) !== text ? null : dayAt(time);
}

/** The first day of the month that a day is in, or of one so many months later. */
export function monthStart(day: number, later = 0): number {
  const date = new Date(day * DAY_MS);
  return dayAt(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1));
}

export function daysInMonth(day: number): number {
  return monthStart(day, 1) - monthStart(day);
}

/** 0 is Sunday. */
export function weekday(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

export function isWeekend(day: number): boolean {
  return weekday(day) % 6 === 0;
}
