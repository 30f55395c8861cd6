import { expect, test } from 'vitest';
import { accountState } from './account-state.ts';

const seen = {
  leftAt: null,
  state: 'ACTIVE',
  excluded: false,
  reachable: 'yes' as const,
  denied: [],
  problem: null,
};

test.each([
  ['a role that can be used and no denial', {}, 'seen'],
  ['an account that no organization told of', { state: null }, 'seen'],
  ['nobody tried', { reachable: null }, 'untried'],
  ['an action that is denied', { denied: ['s3:ListAllMyBuckets'] }, 'denied'],
  ['buckets that could not be listed', { problem: 'AWS asks to slow down.' }, 'denied'],
  ['a role that cannot be used, whatever else was denied before', { reachable: 'no', denied: ['x'] }, 'unreachable'],
  ['left out by a person', { excluded: true, reachable: 'no' }, 'excluded'],
  ['closed in its organization', { state: 'SUSPENDED', excluded: true }, 'closed'],
  ['gone from its organization', { leftAt: new Date(0), state: 'SUSPENDED' }, 'left'],
] as const)('%s', (_, change, state) => {
  expect(accountState({ ...seen, ...change })).toBe(state);
});
