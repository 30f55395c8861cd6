import { expect, it } from 'vitest';
import { daysAgo, key, report, row, verdict } from '../inventory.test-support.ts';
import { rootWithAccessKeys as check } from './root-with-access-keys.ts';

it('fails with a key, since the oldest active one was made', () => {
  const keys = [
    key({ slot: 1, rotatedAt: daysAgo(900), active: false }),
    key({ slot: 2, rotatedAt: daysAgo(700), lastUsedAt: daysAgo(3) }),
  ];
  const seen = verdict(check, {
    summary: { AccountAccessKeysPresent: 1 },
    ...report(row({ user: '<root_account>', keys })),
  });
  expect(seen).toMatchObject({
    status: 'fail',
    findings: [{ since: daysAgo(700), what: 'The root user has an access key, last used 2026-11-20.' }],
  });
});

it('needs no credential report', () => {
  const [finding] = verdict(check, { summary: { AccountAccessKeysPresent: 1 } }).findings;
  expect(finding).toMatchObject({ verdict: 'fail', what: 'The root user has an access key.', since: null });
});

it('passes without keys and is blind where AWS does not say', () => {
  expect(verdict(check, { summary: { AccountAccessKeysPresent: 0 } }).status).toBe('pass');
  expect(verdict(check, { summary: {} }).status).toBe('blind');
  expect(verdict(check).status).toBe('blind');
});
