import { expect, test } from 'vitest';
import { hubPrincipal } from './hub-principal.ts';

const accountId = '204817365920';

test.each([
  ['a session by its role', 'arn:aws:sts::204817365920:assumed-role/Hub/i-0abc', 'arn:aws:iam::204817365920:role/Hub'],
  [
    'in another partition',
    'arn:aws-us-gov:sts::204817365920:assumed-role/Hub/x',
    'arn:aws-us-gov:iam::204817365920:role/Hub',
  ],
  [
    'a person of IAM Identity Center by the account: the path of the role is not told',
    'arn:aws:sts::204817365920:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ann',
    accountId,
  ],
  ['a user', 'arn:aws:iam::204817365920:user/ops/ann', 'arn:aws:iam::204817365920:user/ops/ann'],
  ['root by the account', 'arn:aws:iam::204817365920:root', accountId],
  ['an identity without a name by the account', null, accountId],
])('%s', (_, arn, principal) => {
  expect(hubPrincipal({ accountId, arn })).toBe(principal);
});

test('a server that is not AWS has none', () => {
  expect(hubPrincipal({ accountId: 'local', arn: null })).toBeNull();
});
