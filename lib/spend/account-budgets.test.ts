import { expect, test } from 'vitest';
import { accountBudget, budgetsOfAccounts } from './account-budgets.ts';
import { budget } from './budget.test-support.ts';
import type { Budget } from './budget.ts';
import { budgetStandings } from './budget-standing.ts';
import type { ReadingState } from './reading.ts';

const now = new Date('2026-11-23T14:00:00Z');
const [payer, member] = ['111111111111', '222222222222'];
const narrowed = budget({ name: 'member-only', linkedAccounts: [member], filter: `linked account is ${member}` });

function read(accountId: string, budgets: Budget[] | null, change: { state?: ReadingState; dataAt?: Date } = {}) {
  const of = { kind: 'budgets' as const, accountId, accountName: accountId, currency: null, problem: null };
  return { ...of, state: 'ok' as ReadingState, readAt: now, dataAt: now, data: budgets && { budgets }, ...change };
}

const glance = (accountId: string, ...readings: ReturnType<typeof read>[]) => {
  const { items, missing } = budgetStandings({ readings, now });
  const isMissing = missing.some((each) => each.accountId === accountId);
  const found = accountBudget({ accountId, standings: items, isMissing });
  return found === null || found === 'missing' ? found : found.budget.name;
};

test("the payer's budget of a member is the member's, on its page and beside its name; not the payer's", () => {
  const readings = [read(payer, [narrowed]), read(member, [])];
  expect(glance(member, ...readings)).toBe('member-only');
  expect(glance(payer, ...readings)).toBe('missing');
  const { items, missing } = budgetStandings({ readings, now });
  expect(missing.map(({ accountId }) => accountId)).toEqual([payer]);
  const names = (ids?: string[]) => budgetsOfAccounts(items, ids).map((each) => each.budget.name);
  expect([names([member]), names([payer]), names(), names(['333333333333'])]).toEqual([
    ['member-only'],
    ['member-only'],
    ['member-only'],
    [],
  ]);
});

test('it is known where its own budgets cannot be read', () => {
  expect(glance(member, read(payer, [narrowed]), read(member, null, { state: 'denied' }))).toBe('member-only');
  expect(glance(member, read(payer, [budget()]), read(member, null, { state: 'denied' }))).toBeNull();
});

test('a budget of usage is no cost budget', () => {
  expect(glance(member, read(member, [budget({ type: 'USAGE' })]))).toBe('missing');
  expect(glance(member, read(member, [budget({ type: 'USAGE' }), budget({ name: 'cost' })]))).toBe('cost');
});

test('a budget is stale where it could not be read since, or was not for more than three days', () => {
  const stale = (change: { state?: ReadingState; dataAt?: Date }) =>
    budgetStandings({ readings: [read(member, [budget()], change)], now }).items[0]?.stale;
  expect(stale({})).toBe(false);
  expect(stale({ state: 'denied' })).toBe(true);
  expect(stale({ dataAt: new Date('2026-11-20T14:00:00Z') })).toBe(false);
  expect(stale({ dataAt: new Date('2026-11-20T13:59:59Z') })).toBe(true);
});
