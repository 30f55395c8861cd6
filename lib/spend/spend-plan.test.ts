import { expect, test } from 'vitest';
import { firstReading, plannedUsd } from './spend-plan.ts';

test('the first reading is costed before it is made: a cent a request, more where there are taxes, credits and refunds', () => {
  const plan = firstReading({ now: new Date('2026-11-23T14:00:00Z') });
  expect(plan.map(({ kind, least, most }) => [kind, least, most])).toEqual([
    ['costs', 4, 13],
    ['costs', 4, 13],
    ['forecast', 1, 1],
    ['anomalies', 2, 2],
    ['commitments', 4, 4],
    ['budgets', 0, 0],
  ]);
  expect(plannedUsd(plan)).toEqual({ least: 0.15, most: 0.33 });
});
