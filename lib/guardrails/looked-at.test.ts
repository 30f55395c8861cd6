import { expect, test } from 'vitest';
import { ofLookedAt } from './looked-at.ts';

const view = {
  leftAt: null,
  unnamed: null,
  state: 'ACTIVE',
  excluded: false,
  reachable: null,
  denied: [],
  problem: null,
};
const views = [
  { ...view, accountId: '1', name: 'core' },
  { ...view, accountId: '2', name: 'left out', excluded: true },
  { ...view, accountId: '3', name: 'gone', leftAt: new Date(0) },
  { ...view, accountId: '4', name: 'closed', state: 'SUSPENDED' },
];

test('what was read of accounts that are not looked at any more counts nowhere, of one on the bill alone it does', () => {
  const readings = ['1', '2', '3', '4', '5'].map((accountId) => ({ accountId }));
  expect(ofLookedAt(readings, views).map(({ accountId }) => accountId)).toEqual(['1', '5']);
});
