import { expect, test } from 'vitest';
import type { Budget } from './budget.ts';
import { budgetStandings } from './budget-standing.ts';
import type { ReadingState, SpendReading } from './reading.ts';

const now = new Date('2026-11-16T00:00:00Z');
const at = new Date('2026-11-15T06:00:00Z');

function budget(name: string, change: Partial<Budget> = {}): Budget {
  return {
    name,
    type: 'COST',
    timeUnit: 'MONTHLY',
    limit: { amount: '100', unit: 'USD' },
    plannedLimits: null,
    autoAdjust: null,
    actual: { amount: '10', unit: 'USD' },
    forecast: null,
    start: '2026-01-01T00:00:00.000Z',
    end: null,
    includesCredits: false,
    includesRefunds: false,
    filter: null,
    lastUpdated: null,
    notifications: null,
    ...change,
  };
}

function reading(accountId: string, of: Budget[] | null, change: Partial<SpendReading> = {}) {
  const state: ReadingState = of === null ? 'denied' : of.length > 0 ? 'ok' : 'none';
  const data = of && { budgets: of };
  return {
    kind: 'budgets' as const,
    accountId,
    accountName: `name of ${accountId}`,
    state,
    problem: of === null ? 'AWS says no.' : null,
    readAt: at,
    dataAt: of && at,
    currency: null,
    data,
    ...change,
  };
}

const over = budget('over', { actual: { amount: '120', unit: 'USD' } });
const will = budget('will', { forecast: { amount: '140', unit: 'USD' } });
const usage = budget('usage', { type: 'USAGE', limit: { amount: '5', unit: 'GB' } });

test('budgets of all accounts stand in one order, what needs a person first', () => {
  const readings = [reading('2', [usage, budget('calm')]), reading('1', [will, over])];
  const { items, accounts, readAt } = budgetStandings({ readings, now });
  expect(items.map((item) => [item.accountId, item.budget.name, item.verdict.state])).toEqual([
    ['1', 'over', 'over'],
    ['1', 'will', 'willExceed'],
    ['2', 'calm', 'onTrack'],
    ['2', 'usage', 'notMoney'],
  ]);
  expect(items[0]).toMatchObject({ period: { start: '2026-11-01', end: '2026-12-01' }, readAt: at });
  expect(accounts.map(({ accountId }) => accountId)).toEqual(['1', '2']);
  expect(readAt).toEqual(at);
});

test('an account without a cost budget is missing one; an account that could not be read is not said to', () => {
  const { missing, unread, items } = budgetStandings({
    readings: [reading('1', []), reading('2', [usage]), reading('3', null), reading('4', [over])],
    now,
  });
  expect(missing.map(({ accountId }) => accountId)).toEqual(['1', '2']);
  expect(unread).toEqual([{ accountId: '3', accountName: 'name of 3', state: 'denied', problem: 'AWS says no.' }]);
  expect(items).toHaveLength(2);
});

test('what was known before a failed reading still stands, with its age', () => {
  const dataAt = new Date('2026-11-12T06:00:00Z');
  const failed = { state: 'throttled' as const, problem: 'AWS asks to slow down.', dataAt };
  const { items, unread, known } = budgetStandings({
    readings: [reading('1', [over], failed), reading('2', null)],
    now,
  });
  expect(known.map(({ accountId }) => accountId)).toEqual(['1']);
  expect(items).toMatchObject([{ budget: { name: 'over' }, readAt: dataAt }]);
  expect(unread).toMatchObject([
    { accountId: '1', state: 'throttled' },
    { accountId: '2', state: 'denied' },
  ]);
});

test('what was read in a former period keeps that period, and is not judged in this one', () => {
  const dataAt = new Date('2026-10-31T06:00:00Z');
  const { items } = budgetStandings({ readings: [reading('1', [over], { dataAt })], now });
  expect(items).toMatchObject([
    { past: true, period: { start: '2026-10-01', end: '2026-11-01' }, verdict: { state: 'unknown', actual: '120' } },
  ]);
});

test('a budget that ended sinks to the bottom, and its account is missing one', () => {
  const ended = budget('ended', { ...over, name: 'ended', timeUnit: 'CUSTOM', end: '2026-11-01T00:00:00.000Z' });
  const { items, missing } = budgetStandings({ readings: [reading('1', [ended]), reading('2', [usage])], now });
  expect(items.map((item) => [item.budget.name, item.verdict.state, item.past])).toEqual([
    ['usage', 'notMoney', false],
    ['ended', 'ended', false],
  ]);
  expect(missing.map(({ accountId }) => accountId)).toEqual(['1', '2']);
});

test('readings of other kinds say nothing of budgets', () => {
  const costs = reading('1', [over], { kind: 'costs' });
  expect(budgetStandings({ readings: [costs], now })).toEqual({
    items: [],
    missing: [],
    unread: [],
    unknown: [],
    accounts: [],
    known: [],
    readAt: null,
  });
});
