import { expect, test } from 'vitest';
import { budget } from './budget.test-support.ts';
import type { Budget } from './budget.ts';
import { missingBudgets } from './missing-budgets.ts';
import type { ReadingState } from './reading.ts';

const now = new Date('2026-11-23T14:00:00Z');
const accounts = ['111111111111', '222222222222', '333333333333'].map((accountId) => ({ accountId }));
const read = (
  accountId: string,
  budgets: Budget[] | null,
  state: ReadingState = 'ok',
  problem: string | null = null,
) => ({
  kind: 'budgets' as const,
  accountId,
  state,
  problem,
  data: budgets && { budgets },
});

test('an account is missing a budget when it was read and has none of cost', () => {
  const readings = [
    read('111111111111', [budget()]),
    read('222222222222', [budget({ type: 'USAGE' })]),
    read('333333333333', null, 'none'),
  ];
  expect(missingBudgets({ accounts, readings, now })).toEqual({ missing: accounts.slice(1), unread: [], unknown: [] });
});

test('a budget whose life is over watches nothing', () => {
  const ended = budget({ timeUnit: 'CUSTOM', end: '2026-11-01T00:00:00.000Z' });
  const readings = accounts.map(({ accountId }) => read(accountId, [ended]));
  expect(missingBudgets({ accounts, readings, now }).missing).toEqual(accounts);
});

test('a budget elsewhere that is narrowed to an account is its own as well', () => {
  const narrowed = budget({ linkedAccounts: ['222222222222', '444444444444'] });
  const readings = [read('111111111111', [narrowed]), read('222222222222', []), read('333333333333', [])];
  // Nor is it of its owner, whose costs it does not count.
  expect(missingBudgets({ accounts, readings, now }).missing).toEqual([
    { accountId: '111111111111' },
    { accountId: '333333333333' },
  ]);
});

test('a budget that leaves an account out by name is not its own', () => {
  const other = budget({ filter: 'not (linked account is 222222222222)', linkedAccounts: null });
  const readings = accounts.map(({ accountId }, index) => read(accountId, index === 0 ? [other] : []));
  expect(missingBudgets({ accounts, readings, now }).missing).toEqual(accounts.slice(1));
});

test('what was not read is not missing', () => {
  const readings = [
    read('111111111111', null, 'denied', 'An SCP denies it.'),
    read('222222222222', [budget()], 'throttled'),
  ];
  expect(missingBudgets({ accounts, readings, now })).toEqual({
    missing: [],
    unread: [
      { accountId: '111111111111', state: 'denied', problem: 'An SCP denies it.' },
      { accountId: '222222222222', state: 'throttled', problem: 'Its budgets were not read yet.' },
      { accountId: '333333333333', state: 'noData', problem: 'Its budgets were not read yet.' },
    ],
    unknown: [],
  });
});

test('a member is not known to be without one while nobody could read the account that pays for it', () => {
  const [core = { accountId: '' }, media = { accountId: '' }, ml = { accountId: '' }] = accounts;
  const problem = 'An SCP denies it.';
  const payer = { ...core, name: 'core', members: new Set([media.accountId, ml.accountId]), reading: null, problem };
  const narrowed = budget({ linkedAccounts: [ml.accountId] });
  const readings = [
    read(core.accountId, [narrowed], 'denied', problem),
    read(media.accountId, []),
    read(ml.accountId, []),
  ];
  expect(missingBudgets({ accounts, readings, payer, now })).toEqual({
    missing: [],
    unread: [{ ...core, state: 'denied', problem }],
    // What was known before of the payer's counts on: the other member has one.
    unknown: [
      {
        ...media,
        problem: `The account that pays for it, core (${core.accountId}), may hold a budget for it. ${problem}`,
      },
    ],
  });
  const own = [read(core.accountId, null, 'denied'), read(media.accountId, [budget()]), read(ml.accountId, [])];
  expect(missingBudgets({ accounts, readings: own, payer, now }).unknown.map(({ accountId }) => accountId)).toEqual([
    ml.accountId,
  ]);
});
