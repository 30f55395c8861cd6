import { expect, test } from 'vitest';
import { addDays, daysBetween, monthStart, periodsOf } from './periods.ts';

test('days and months go over the ends of months and years', () => {
  expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
  expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
  expect(monthStart('2026-11-23')).toBe('2026-11-01');
  expect(monthStart('2026-03-31', -12)).toBe('2025-03-01');
  expect(monthStart('2026-12-31', 1)).toBe('2027-01-01');
  expect(daysBetween('2026-02-01', '2026-03-01')).toBe(28);
});

test('a time has its days or months, the end exclusive', () => {
  expect(periodsOf({ granularity: 'daily', from: '2026-10-31', to: '2026-11-02' })).toEqual([
    { start: '2026-10-31', end: '2026-11-01' },
    { start: '2026-11-01', end: '2026-11-02' },
  ]);
  expect(periodsOf({ granularity: 'monthly', from: '2026-12-01', to: '2027-02-01' })).toEqual([
    { start: '2026-12-01', end: '2027-01-01' },
    { start: '2027-01-01', end: '2027-02-01' },
  ]);
  expect(periodsOf({ granularity: 'daily', from: '2026-11-02', to: '2026-11-02' })).toEqual([]);
});
