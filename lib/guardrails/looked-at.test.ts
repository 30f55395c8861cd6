import { expect, test } from 'vitest';
import { ofLookedAt, standingsOfLookedAt, standingsOfOut, whyNoneLookedAt } from './looked-at.ts';
import { checks } from './registry.ts';

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

test('of accounts that are not looked at any more every check is blind, with what it said last', () => {
  const [check] = checks;
  const judgement = {
    id: `${check?.id}/x`,
    check: check?.id,
    status: 'pass',
    findings: [],
    missing: [],
    message: null,
    basis: 'It has one.',
    checkedAt: '2026-11-20T10:00:00.000Z',
  };
  const reading = (accountId: string) => ({
    accountId,
    accountName: 'as called then',
    problem: 'AWS was slow.',
    state: 'throttled',
    readAt: new Date('2026-11-20T10:00:00Z'),
    data: { judgements: [{ ...judgement, accountId }] },
  });
  const readings = ['1', '2', '3'].map(reading);
  const out = standingsOfOut({ views, readings });
  // Neither the one that is looked at, nor the one that was never checked.
  expect(new Set(out.map(({ accountId }) => accountId))).toEqual(new Set(['2', '3']));
  expect(out.every(({ status }) => status === 'blind')).toBe(true);
  expect(out.find(({ accountId, check: of }) => accountId === '2' && of === check?.id)).toMatchObject({
    accountName: 'left out',
    stale: expect.stringContaining('is left out'),
    checkedAt: judgement.checkedAt,
    lastKnown: { status: 'pass', evidence: 'It has one.', checkedAt: judgement.checkedAt },
  });
  const now = new Date('2026-11-20T12:00:00Z');
  const all = standingsOfLookedAt({ views, readings, now, maxAgeDays: 3 });
  expect(new Set(all.map(({ accountId }) => accountId))).toEqual(new Set(['1']));
});

test('a unit is not looked at where none of its accounts is, and says why', () => {
  const [here, gone] = [
    { notLookedAt: null },
    { notLookedAt: 'Account gone (3) is not in the organization any more.' },
  ];
  expect(whyNoneLookedAt([gone], 'Prod')).toBe(gone.notLookedAt);
  expect(whyNoneLookedAt([gone, gone], 'Prod')).toBe(
    'None of the 2 accounts of Prod is looked at any more: they are left out, closed or gone.',
  );
  expect(whyNoneLookedAt([gone, here], 'Prod')).toBeNull();
  expect(whyNoneLookedAt([], 'Prod')).toBeNull();
});
