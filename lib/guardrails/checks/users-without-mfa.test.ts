import { expect, it } from 'vitest';
import { daysAgo, key, report, row, verdict } from '../inventory.test-support.ts';
import { usersWithoutMfa as check } from './users-without-mfa.ts';

it('fails a console password without MFA, since the password', () => {
  const ana = row({ passwordEnabled: true, passwordChangedAt: daysAgo(30) });
  const ben = row({ user: 'ben', passwordEnabled: true, mfaActive: true });
  const seen = verdict(check, report(ana, ben));
  expect(seen.status).toBe('fail');
  expect(seen.findings).toMatchObject([{ resource: 'ana', since: daysAgo(30) }]);
});

it('notes users with keys only, and passes', () => {
  const seen = verdict(check, report(row({ user: 'ci', keys: [key({})] }), row({ user: 'idle' })));
  expect(seen.status).toBe('pass');
  expect(seen.findings.map(({ verdict: one, resource }) => [one, resource])).toEqual([
    ['note', 'ci'],
    ['pass', 'account'],
  ]);
});

it('keeps the root user out, whatever its row says', () => {
  for (const passwordEnabled of [null, true]) {
    expect(verdict(check, report(row({ user: '<root_account>', passwordEnabled }))).status).toBe('pass');
  }
});

it('is blind without a report', () => {
  expect(verdict(check)).toMatchObject({ status: 'blind', findings: [] });
});
