import { describe, expect, test } from 'vitest';
import { bucketTries, fixBucketTries } from '#lib/aws/bucket-tries.ts';
import { organizationTries } from '#lib/aws/organization-tries.ts';
import type { AwsTarget } from '#lib/aws/target.ts';
import { accountTries, fixTries } from '#lib/aws/tries.ts';
import { resetEnv } from '#lib/env.ts';
import { declaredActions } from '#lib/fix/declared-actions.ts';
import { actionStanding } from './action-standing.ts';
import { notTried } from './not-tried.ts';

const target: AwsTarget = { accountId: '111122223333', region: 'us-east-1', power: 'read' };
const bucket = { name: 'b', region: 'us-east-1', upload: null };
const actions = (tries: { action: string }[]) => tries.map(({ action }) => action);

process.env.ORGANIZATION = 'auto';
resetEnv();
const declared = declaredActions();

const tried = {
  read: actions([...accountTries(target), ...bucketTries(target, bucket)]),
  members: actions(organizationTries(target)),
  fix: actions([...fixTries(target), ...fixBucketTries(target, { bucket: 'b' })]),
};

describe.each(['read', 'members', 'fix'] as const)('what %s declares', (role) => {
  test.each(declared[role])('%s is tried, or says why not', (action) => {
    expect([tried[role].includes(action), action in notTried].filter(Boolean)).toHaveLength(1);
  });

  test('is all that is tried', () => {
    for (const action of tried[role]) expect(declared[role]).toContain(action);
  });
});

test('no reason stands for an action that nobody declares', () => {
  const all = Object.values(declared).flat();
  expect(Object.keys(notTried).filter((action) => !all.includes(action))).toEqual([]);
});

test('each declared action is tried or not tried, once; what a collection learnt counts', () => {
  const { read, fix } = declared;
  const at = '2026-11-23T12:00:00.000Z';
  const allowed = (action: string) => ({ action, outcome: 'allowed' as const, on: null, problem: null, at });
  const standing = actionStanding({
    denied: [],
    tried: ['ce:GetCostAndUsage', 's3:ListAllMyBuckets'].map(allowed),
    fixRole: { usable: 'no', problem: 'No.', denied: [], tried: [], at },
    reachable: 'yes',
    isLookedAt: true,
    read,
    fix,
  });
  expect(standing.tried.map(({ action }) => action)).toEqual(['ce:GetCostAndUsage', 's3:ListAllMyBuckets']);
  const named = [...standing.tried, ...standing.notTried].map(({ role, action }) => `${role} ${action}`);
  expect(named.sort()).toEqual([...read.map((each) => `read ${each}`), ...fix.map((each) => `fix ${each}`)].sort());
  const why = (role: string, action: string) =>
    standing.notTried.find((each) => each.role === role && each.action === action)?.why;
  expect(why('read', 'ce:GetCostForecast')).toContain('USD 0.01');
  expect(why('read', 's3:GetBucketTagging')).toContain('No bucket');
  expect(why('fix', 's3:GetBucketVersioning')).toBe('The fix role cannot be assumed.');
  expect(why('fix', 's3:PutLifecycleConfiguration')).toContain('would change something');
});

test('what was allowed to a role that cannot be used any more was allowed then', () => {
  const at = '2026-11-20T12:00:00.000Z';
  const known = { action: 's3:ListAllMyBuckets', outcome: 'allowed' as const, on: null, problem: null, at };
  const tried = (reachable: 'yes' | 'no', usable: 'own' | 'yes') =>
    actionStanding({
      denied: [],
      tried: [known],
      fixRole: { usable, problem: null, denied: [], tried: [{ ...known, action: 's3:GetBucketVersioning' }], at },
      reachable,
      isLookedAt: true,
      read: declared.read,
      fix: declared.fix,
    }).tried.map(({ role, stale, at: when }) => ({ role, stale, when }));
  const stale = 'Since then its role could not be used any more.';
  expect(tried('yes', 'yes')).toEqual([
    { role: 'read', stale: null, when: at },
    { role: 'fix', stale: null, when: at },
  ]);
  expect(tried('no', 'yes')).toEqual([
    { role: 'read', stale, when: at },
    { role: 'fix', stale: null, when: at },
  ]);
  // Without a role of its own what fixes is what reads.
  expect(tried('no', 'own')).toEqual([
    { role: 'read', stale, when: at },
    { role: 'fix', stale, when: at },
  ]);
});

test('an account that is not looked at has no check that would try what was not, and none is called untried as a whole', () => {
  const at = '2026-11-20T12:00:00.000Z';
  const known = { action: 's3:ListAllMyBuckets', outcome: 'allowed' as const, on: null, problem: null, at };
  const reasons = (isLookedAt: boolean) => {
    const { read, fix } = declared;
    const of = { denied: [], tried: [known], fixRole: null, reachable: null, isLookedAt, read, fix };
    return new Set(actionStanding(of).notTried.map(({ why }) => why));
  };
  expect([...reasons(false)].filter((why) => why.includes('Check now'))).toEqual([]);
  expect(reasons(false)).toContain('The fix role was not tried while the account was looked at.');
  expect(reasons(true)).toContain('It was not tried yet: Check now does.');
  expect([...reasons(true)].filter((why) => why.includes('Nothing was tried'))).toEqual([]);
});
