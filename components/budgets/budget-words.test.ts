import { expect, test } from 'vitest';
import { budget } from '#lib/spend/budget.test-support.ts';
import { judgeBudget } from '#lib/spend/judge-budget.ts';
import { noBudgetWords, stateTag } from './budget-words.ts';

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

test.each([
  [{ of: null, known: 3, unread: 0 }, 'There is no budget yet.'],
  [{ of: null, known: 1, unread: 7 }, 'There is no budget in what could be read.'],
  [{ of: null, known: 0, unread: 7 }, 'No budget could be read.'],
  [{ of: 'Prod', known: 2, unread: 0 }, 'Prod has no budget.'],
  [{ of: 'Prod', known: 1, unread: 1 }, 'There is no budget in what could be read of Prod.'],
  [{ of: 'media', known: 0, unread: 1 }, 'No budget of media is known.'],
])('that there is none is said only of what could be read: %o', (counts, words) => {
  expect(noBudgetWords(counts)).toBe(words);
});
