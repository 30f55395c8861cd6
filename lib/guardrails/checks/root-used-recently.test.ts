import { expect, it } from 'vitest';
import { daysAgo, key, report, row, verdict } from '../inventory.test-support.ts';
import { rootUsedRecently as check, ROOT_QUIET_DAYS } from './root-used-recently.ts';

const root = { user: '<root_account>', passwordEnabled: null };

it.each([
  [daysAgo(ROOT_QUIET_DAYS, -1), 'pass'],
  [daysAgo(ROOT_QUIET_DAYS), 'fail'],
  [daysAgo(2), 'fail'],
])('a sign-in at %s: %s', (passwordLastUsedAt, status) => {
  expect(verdict(check, report(row({ ...root, passwordLastUsedAt }))).status).toBe(status);
});

it('takes the latest use of password and keys, of inactive ones too', () => {
  const keys = [key({ active: false, lastUsedAt: daysAgo(7) }), key({ slot: 2, lastUsedAt: daysAgo(80) })];
  const seen = verdict(check, report(row({ ...root, keys, passwordLastUsedAt: daysAgo(50) })));
  expect(seen.findings).toMatchObject([{ what: 'Root was last used 7 days ago, by access key.', since: daysAgo(7) }]);
});

it('takes no record for no use, and no row for not knowing', () => {
  expect(verdict(check, report(row(root))).status).toBe('pass');
  expect(verdict(check, report(row({ passwordLastUsedAt: daysAgo(1) }))).status).toBe('blind');
  expect(verdict(check).status).toBe('blind');
});

it.each([
  ['aws', 'us-east-1'],
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
])('who used root in %s is looked up in %s', (partition, region) => {
  expect(check.mend({ accountId: '111122223333', resource: 'root', partition }).cli).toContain(`--region ${region} `);
});
