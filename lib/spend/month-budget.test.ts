import { expect, test } from 'vitest';
import { budget } from './budget.test-support.ts';
import type { Budget } from './budget.ts';
import { budgetStandings } from './budget-standing.ts';
import { monthBudget } from './month-budget.ts';

const now = new Date('2026-11-23T14:00:00Z');

function standings(budgets: Budget[], dataAt = now) {
  const accountId = '1';
  const state = 'ok' as const;
  const reading = { kind: 'budgets' as const, accountId, accountName: 'payer', state, problem: null, currency: null };
  return budgetStandings({ readings: [{ ...reading, readAt: now, dataAt, data: { budgets } }], now }).items;
}

const pick = (items: ReturnType<typeof standings>) =>
  monthBudget({ standings: items, asked: ['1'], currency: 'USD', month: '2026-11-01' })?.budget.name ?? null;

test('a month stands against the largest budget of it', () => {
  const large = budget({ name: 'large', limit: { amount: '2000', unit: 'USD' } });
  expect(pick(standings([budget(), large]))).toBe('large');
});

test('not against one that was read in another month, or has ended', () => {
  expect(pick(standings([budget()], new Date('2026-10-31T23:00:00Z')))).toBeNull();
  expect(pick(standings([budget({ end: '2026-11-01T00:00:00.000Z' })]))).toBeNull();
});
