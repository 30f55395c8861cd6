import { expect, test } from 'vitest';
import { dayAt, daysInMonth, isoDay, isWeekend, monthStart, parseDay } from './calendar.ts';

const day = (text: string) => parseDay(text) ?? Number.NaN;

test('months begin and end as in the calendar', () => {
  expect(isoDay(monthStart(day('2026-11-23')))).toBe('2026-11-01');
  expect(isoDay(monthStart(day('2026-11-23'), -13))).toBe('2025-10-01');
  expect(isoDay(monthStart(day('2026-12-31'), 1))).toBe('2027-01-01');
  expect([day('2028-02-10'), day('2026-02-10'), day('2026-11-30')].map(daysInMonth)).toEqual([29, 28, 30]);
});

test('a day is a day of the calendar', () => {
  expect(parseDay('2026-02-30')).toBeNull();
  expect(parseDay('2026-11-23T00:00:00Z')).toBeNull();
  expect(isoDay(dayAt(new Date('2026-11-23T23:59:59Z')))).toBe('2026-11-23');
  expect(isWeekend(day('2026-11-22'))).toBe(true);
  expect(isWeekend(day('2026-11-23'))).toBe(false);
});
