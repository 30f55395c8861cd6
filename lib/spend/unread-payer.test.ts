import { expect, test } from 'vitest';
import { budget } from './budget.test-support.ts';
import type { ReadingState } from './reading.ts';
import { unreadPayer, unreadPayerWords } from './unread-payer.ts';

const [payer, member, named] = ['111111111111', '222222222222', '333333333333'];
const standing = { leftAt: null, unnamed: null, state: 'ACTIVE', excluded: false };
const core = { ...standing, accountId: payer, name: 'core', managed: 'organization', management: true };
const media = { ...standing, accountId: member, name: 'media', managed: 'organization', management: false };
// In no organization that we can list: nobody says who pays for it.
const other = { ...standing, accountId: named, name: 'other', managed: 'member', management: false };
const accounts = [core, media, other];

function read(state: ReadingState, problem: string | null = null, data: unknown = { budgets: [budget()] }) {
  return { kind: 'budgets' as const, accountId: payer, state, problem, data };
}

test.each([
  ['its budgets were read', [read('ok')]],
  ['it has none', [read('none', null, null)]],
])('nothing is open where %s', (_, readings) => {
  expect(unreadPayer({ accounts, readings })).toBeNull();
});

test('nothing is open where we know of nobody who pays for others, or of one that was so before only', () => {
  expect(unreadPayer({ accounts: [media, other], readings: [] })).toBeNull();
  const former = { ...core, accountId: '444444444444', leftAt: new Date('2026-11-01T00:00:00Z') };
  expect(unreadPayer({ accounts: [former, media], readings: [] })).toBeNull();
  expect(unreadPayer({ accounts: [former, ...accounts], readings: [read('ok')] })).toBeNull();
});

test.each([
  ['is denied them', [read('denied', 'An SCP denies it.')], 'An SCP denies it.'],
  ['is slowed down and says nothing', [read('throttled', null)], 'Its budgets could not be read.'],
  ['was not asked yet', [], 'Its budgets were not read yet: collect them.'],
  ['says what nobody understands', [read('ok', null, { budgets: 'many' })], 'Its budgets could not be read.'],
])('its members are not known where nobody read what pays for them: it %s', (_, readings, problem) => {
  const found = unreadPayer({ accounts, readings });
  expect(found).toMatchObject({ accountId: payer, name: 'core', problem });
  expect([...(found?.members ?? [])]).toEqual([member]);
  expect(found && unreadPayerWords(found)).toBe(
    `The account that pays for it, core (${payer}), may hold a budget for it. ${problem}`,
  );
});

test('what was read of it before it was left out does not count', () => {
  const found = unreadPayer({ accounts: [{ ...core, excluded: true }, media], readings: [read('ok')] });
  expect(found).toMatchObject({ reading: null, problem: expect.stringMatching(/^Account core .* is left out\./) });
});
