import { expect, test } from 'vitest';
import {
  accessCounts,
  accountState,
  hasGuardrails,
  isHindered,
  isUnreached,
  whyNotLookedAt,
  whyUnlisted,
} from './account-state.ts';

const seen = {
  leftAt: null,
  unnamed: null,
  state: 'ACTIVE',
  excluded: false,
  reachable: 'yes' as const,
  denied: [],
  problem: null,
  unreadable: 0,
  atLeast: false,
};

test.each([
  ['a role that can be used and no denial', {}, 'seen'],
  ['an account that no organization told of', { state: null }, 'seen'],
  ['nobody tried', { reachable: null }, 'untried'],
  ['an action that is denied', { denied: ['s3:ListAllMyBuckets'] }, 'denied'],
  ['buckets that could not be listed', { problem: 'AWS asks to slow down.', unreadable: 4, atLeast: true }, 'unlisted'],
  ['a listing that was denied', { problem: 'Denied.', denied: ['s3:ListAllMyBuckets'], unreadable: 4 }, 'denied'],
  ['buckets that could not be read, with nothing denied', { unreadable: 1, atLeast: true }, 'partly'],
  ['a role that can be used, and buckets that were never listed', { atLeast: true }, 'untried'],
  [
    'buckets that can be listed again, and were not yet',
    { isToBeListed: true, unreadable: 4, atLeast: true },
    'untried',
  ],
  ['guardrails that nobody read yet', { isUnguarded: true }, 'unguarded'],
  ['buckets that were never listed, nor guardrails read', { isUnguarded: true, atLeast: true }, 'untried'],
  ['a denial, with guardrails that nobody read yet', { isUnguarded: true, denied: ['x'] }, 'denied'],
  ['a role that cannot be used, whatever else was denied before', { reachable: 'no', denied: ['x'] }, 'unreachable'],
  ['left out by a person', { excluded: true, reachable: 'no' }, 'excluded'],
  ['closed in its organization', { state: 'SUSPENDED', excluded: true }, 'closed'],
  ['named by nothing any more', { unnamed: 'organizationOff', reachable: 'yes', excluded: true }, 'unnamed'],
  ['gone from its organization', { leftAt: new Date(0), state: 'SUSPENDED' }, 'left'],
] as const)('%s', (_, change, state) => {
  expect(accountState({ ...seen, ...change })).toBe(state);
});

test.each([
  [{}, null],
  [{ excluded: true }, 'Account shop (111122223333) is left out. Take it in again on its own page, under Accounts.'],
  [{ state: 'SUSPENDED' }, 'Account shop (111122223333) is SUSPENDED in its organization, so it cannot be read.'],
  [{ leftAt: new Date(0) }, 'Account shop (111122223333) is not in the organization any more.'],
  [
    { unnamed: 'memberAccounts', name: '111122223333' },
    'Account 111122223333 is not looked at any more: MEMBER_ACCOUNTS does not name it any more.',
  ],
] as const)('why it is not looked at: %o', (change, why) => {
  expect(whyNotLookedAt({ ...seen, accountId: '111122223333', name: 'shop', ...change })).toBe(why);
});

test.each([
  [{ reachable: 'no' }, true],
  [{ reachable: null }, true],
  [{ isToBeListed: true, atLeast: true }, false],
  [{ reachable: null, excluded: true }, false],
  [{}, false],
] as const)('whether its role is still to be made: %o', (change, is) => {
  const account = { ...seen, ...change };
  expect(isUnreached({ seen: accountState(account), reachable: account.reachable })).toBe(is);
});

test.each([
  [{ ok: true, arn: 'arn:aws:iam::111122223333:role/Hub' }, true],
  [{ ok: true, arn: null }, false],
  [{ ok: false }, true],
  [null, true],
] as const)('whether accounts have guardrails by the connection %o', (connection, has) => {
  expect(hasGuardrails(connection)).toBe(has);
});

test('every account that is looked at is counted once, by what needs a person first', () => {
  const states = [
    'unreachable',
    'denied',
    'denied',
    'unlisted',
    'partly',
    'untried',
    'unguarded',
    'seen',
    'left',
  ] as const;
  const counts = { lookedAt: 8, unreachable: 1, denied: 2, unread: 2, untried: 1, unguarded: 1 };
  expect(accessCounts(states)).toEqual(counts);
  expect(states.filter(isHindered)).toEqual(['unreachable', 'denied', 'denied', 'unlisted', 'partly']);
});

test.each([
  [{ reachable: 'no', denied: [{ kind: 'role', problem: 'Its trust policy denies sts:AssumeRole.' }] }, /trust policy/],
  [{ reachable: 'no', denied: [{ kind: 'action', problem: 'An old one.' }], problem: 'No answer.' }, /^No answer\.$/],
  [{ problem: 'An SCP denies s3:ListAllMyBuckets.' }, /ListAllMyBuckets/],
  [{ excluded: true, problem: 'An SCP denies s3:ListAllMyBuckets.' }, /is left out/],
  [{ reachable: null }, /^The buckets of shop have not been listed yet\.$/],
] as const)('why nobody can say which buckets it has: %o', (change, why) => {
  expect(whyUnlisted({ ...seen, accountId: '111122223333', name: 'shop', ...change })).toMatch(why);
});
