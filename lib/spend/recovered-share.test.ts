import { expect, test } from 'vitest';
import { budget } from './budget.test-support.ts';
import type { Budget } from './budget.ts';
import { judgeBudget } from './judge-budget.ts';
import { recoveredShare } from './recovered-share.ts';

const now = new Date('2026-11-16T00:00:00Z');
const standing = (name: string, amount: string, rest: Partial<Budget> = {}) => {
  const own = budget({ name, actual: { amount, unit: 'USD' }, ...rest });
  return { budget: own, verdict: judgeBudget({ budget: own, now }) };
};

test('recovered money is measured by the budget that is over by most', () => {
  const budgets = [standing('small', '1001'), standing('data-platform', '2084.21'), standing('fine', '10')];
  const share = recoveredShare({ recoveredUsd: 412, budgets });
  expect(share).toMatchObject({ name: 'data-platform', overUsd: '1084.21' });
  expect(share?.percent).toBeCloseTo(38, 1);
});

test('without an overrun, or anything recovered, there is nothing to say', () => {
  expect(recoveredShare({ recoveredUsd: 412, budgets: [standing('fine', '10')] })).toBeNull();
  expect(recoveredShare({ recoveredUsd: 0, budgets: [standing('over', '2000')] })).toBeNull();
  const yuan = { limit: { amount: '1000', unit: 'CNY' } };
  expect(recoveredShare({ recoveredUsd: 412, budgets: [standing('over', '2000', yuan)] })).toBeNull();
});
