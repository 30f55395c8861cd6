import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { budget } from './budget.test-support.ts';
import { budgetPeriod, hasEnded } from './budget-period.ts';
import { daysBetween } from './calendar.ts';

const now = new Date('2026-11-23T14:00:00Z');

describe('budgetPeriod', () => {
  test.each([
    ['DAILY', '2026-11-23', '2026-11-24'],
    ['MONTHLY', '2026-11-01', '2026-12-01'],
    ['QUARTERLY', '2026-10-01', '2027-01-01'],
    ['ANNUALLY', '2026-01-01', '2027-01-01'],
  ] as const)('%s is the calendar’s own where nothing else is said', (timeUnit, start, end) => {
    expect(budgetPeriod({ budget: budget({ timeUnit, start: null }), now })).toEqual({ start, end });
    expect(budgetPeriod({ budget: budget({ timeUnit }), now })).toEqual({ start, end });
  });

  test('quarters and years are the calendar’s, whichever month the budget began in', () => {
    const from = (start: string, timeUnit: 'QUARTERLY' | 'ANNUALLY') =>
      budgetPeriod({ budget: budget({ timeUnit, start }), now });
    const quarter = { start: '2026-10-01', end: '2027-01-01' };
    expect(from('2025-02-01T00:00:00.000Z', 'QUARTERLY')).toEqual(quarter);
    expect(from('2026-12-01T00:00:00.000Z', 'QUARTERLY')).toEqual(quarter);
    expect(from('2024-04-01T00:00:00.000Z', 'ANNUALLY')).toEqual({ start: '2026-01-01', end: '2027-01-01' });
  });

  test('a custom one has its own days, and none where they are not told', () => {
    const custom = (rest: object) => budgetPeriod({ budget: budget({ timeUnit: 'CUSTOM', ...rest }), now });
    const start = '2026-11-15T00:00:00.000Z';
    expect(custom({ start, end: '2027-01-15T00:00:00.000Z' })).toEqual({ start: '2026-11-15', end: '2027-01-15' });
    expect(custom({ start, end: '2027-01-14T23:59:59.000Z' })).toEqual({ start: '2026-11-15', end: '2027-01-15' });
    expect(custom({ start, end: null })).toBeNull();
  });

  test.each([
    ['2026-11-23T00:00:00.000Z', true],
    ['2026-11-22T23:59:59.000Z', true],
    ['2026-11-23T12:00:00.000Z', false],
    ['2087-06-15T00:00:00.000Z', false],
    [null, false],
  ])('one that ends %s is over: %s', (end, ended) => {
    expect(hasEnded({ end }, now)).toBe(ended);
  });

  test('a recurring one holds its moment, whenever it began', () => {
    const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.constantFrom('DAILY', 'MONTHLY', 'QUARTERLY', 'ANNUALLY'),
        moment,
        moment,
        (timeUnit, began, at) => {
          const period = budgetPeriod({ budget: budget({ timeUnit, start: began.toISOString() }), now: at });
          const today = at.toISOString().slice(0, 10);
          expect(period && period.start <= today && today < period.end).toBe(true);
          const days = { DAILY: [1, 1], MONTHLY: [28, 31], QUARTERLY: [90, 92], ANNUALLY: [365, 366] }[timeUnit];
          const length = period ? daysBetween(period.start, period.end) : 0;
          expect(length >= (days[0] ?? 0) && length <= (days[1] ?? 0)).toBe(true);
        },
      ),
    );
  });
});
