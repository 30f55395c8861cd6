import { expect, test } from 'vitest';
import { budget } from '#lib/spend/budget.test-support.ts';
import { judgeBudget } from '#lib/spend/judge-budget.ts';
import { stateTag } from './budget-words.ts';

const now = new Date('2026-11-23T14:00:00Z');
const readAt = new Date('2026-11-20T09:00:00Z');
const tag = (stale: boolean, spent: string) => {
  const own = budget({ actual: { amount: spent, unit: 'USD' } });
  return stateTag({ budget: own, verdict: judgeBudget({ budget: own, now, readAt }), stale, readAt });
};

test('what was on track when it was read last is not plainly on track', () => {
  expect(tag(false, '300')).toEqual({ label: 'On track', tone: 'recovered' });
  expect(tag(true, '300')).toEqual({ label: 'On track on 20 Nov', tone: 'quiet' });
});

test('what was over is over still', () => {
  expect(tag(true, '1300')).toEqual({ label: 'Over on 20 Nov', tone: 'alarm' });
});
