import { expect, it } from 'vitest';
import { daysAgo, key, report, row, verdict } from '../inventory.test-support.ts';
import { staleAccessKeys as check, MAX_KEY_AGE_DAYS, MAX_KEY_UNUSED_DAYS } from './stale-access-keys.ts';

const of = (changes: Parameters<typeof key>[0], user = 'ana') => report(row({ user, keys: [key(changes)] }));

it.each([
  ['at its age limit', { rotatedAt: daysAgo(MAX_KEY_AGE_DAYS) }, 'pass'],
  ['a second over it', { rotatedAt: daysAgo(MAX_KEY_AGE_DAYS, -1) }, 'fail'],
  ['used at the limit of idleness', { rotatedAt: daysAgo(80), lastUsedAt: daysAgo(MAX_KEY_UNUSED_DAYS) }, 'pass'],
  ['idle a second longer', { rotatedAt: daysAgo(80), lastUsedAt: daysAgo(MAX_KEY_UNUSED_DAYS, -1) }, 'fail'],
  ['new and not used yet', { rotatedAt: daysAgo(10), lastUsedAt: null }, 'pass'],
  ['never used', { rotatedAt: daysAgo(46), lastUsedAt: null }, 'fail'],
  ['old, but inactive', { rotatedAt: daysAgo(900), active: false }, 'pass'],
])('a key %s', (_, changes, status) => {
  expect(verdict(check, of(changes)).status).toBe(status);
});

it('says how old and since when', () => {
  const { findings } = verdict(check, of({ slot: 2, rotatedAt: daysAgo(400), lastUsedAt: null }));
  expect(findings).toMatchObject([
    { resource: 'ana/2', what: 'Access key 2 of ana is 400 days old and was never used.', since: daysAgo(400) },
  ]);
});

it.each([
  [0, 'No access key is active.'],
  [1, 'The only active access key is neither old nor unused.'],
  [2, 'None of the 2 active access keys is old or unused.'],
])('says of %i good keys: %s', (count, what) => {
  const keys = Array.from({ length: count }, (_, index) => key({ slot: index === 0 ? 1 : 2, rotatedAt: daysAgo(3) }));
  expect(verdict(check, report(row({ user: 'ana', keys }))).findings).toMatchObject([{ verdict: 'pass', what }]);
});

it('leaves the root user to its own check', () => {
  expect(verdict(check, of({ rotatedAt: daysAgo(400) }, '<root_account>')).status).toBe('pass');
});

it('is blind where the age of a key or the report is not known', () => {
  const undated = row({ createdAt: null, keys: [key({ rotatedAt: null })] });
  expect(verdict(check, report(undated)).missing).toMatchObject([{ resource: 'ana/1' }]);
  expect(verdict(check).status).toBe('blind');
});
