import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, daysBetween, daysOf, earliestOf, latestOf, monthOf, periodEnd } from './calendar.ts';

test('days and months cross years, leap days and changes of the clock', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-01');
  expect(addMonths('2026-01-15', -13)).toBe('2024-12-01');
  expect(periodEnd('2026-02-01', 'monthly')).toBe('2026-03-01');
  expect(periodEnd('2026-02-28', 'daily')).toBe('2026-03-01');
  expect(daysOf({ from: '2026-03-28', to: '2026-03-31' })).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
  expect(daysOf({ from: '2026-03-28', to: '2026-03-01' })).toEqual([]);
});

describe('of any days', () => {
  const day = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  test('as many days lie between as were added, and a month begins at its first', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -2000, max: 2000 }), (start, days) => {
        expect(daysBetween(start, addDays(start, days))).toBe(days);
        expect(monthOf(start) <= start && start < addMonths(start, 1)).toBe(true);
      }),
    );
  });

  test('the earliest and the latest are where sorting puts them', () => {
    fc.assert(
      fc.property(day, fc.array(day), (first, rest) => {
        const sorted = [first, ...rest].sort();
        expect([earliestOf([first, ...rest]), latestOf([first, ...rest])]).toEqual([sorted[0], sorted.at(-1)]);
      }),
    );
  });
});
