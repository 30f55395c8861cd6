import { expect, it } from 'vitest';
import { verdict } from '../inventory.test-support.ts';
import type { Role, TrustStatement } from '../role.ts';
import { rolesWithoutMfa as check } from './roles-without-mfa.ts';

function role(name: string, condition: TrustStatement['Condition'] | null, path = '/'): Role {
  const allow: TrustStatement = {
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:root' },
    Action: 'sts:AssumeRole',
    ...(condition && { Condition: condition }),
  };
  return { name, path, arn: `arn:aws:iam::111122223333:role${path}${name}`, createdAt: null, trust: [allow] };
}
const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };

it('fails what trusts the account without asking for MFA', () => {
  const { status, findings } = verdict(check, { roles: [role('Admin', null), role('Safe', mfa)] });
  expect(status).toBe('fail');
  expect(findings).toMatchObject([
    { resource: 'Admin', what: 'Admin can be assumed by arn:aws:iam::111122223333:root without MFA.' },
  ]);
});

it('says what is wrong with BoolIfExists', () => {
  const roles = [role('Admin', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } })];
  expect(verdict(check, { roles }).findings[0]?.what).toContain('BoolIfExists');
});

it('skips what AWS manages', () => {
  const roles = [
    role('AWSServiceRoleForSupport', null, '/aws-service-role/support.amazonaws.com/'),
    role('AWSReservedSSO_Admin_0123456789abcdef', null, '/aws-reserved/sso.amazonaws.com/'),
  ];
  expect(verdict(check, { roles }).status).toBe('pass');
});

it.each([
  [0, 'AWS manages every role of the account.'],
  [1, 'The only role that AWS does not manage lets nobody in without MFA.'],
  [2, 'None of the 2 roles that AWS does not manage lets people in without MFA.'],
])('says of %i roles that ask: %s', (count, what) => {
  const roles = Array.from({ length: count }, (_, index) => role(`Safe${index}`, mfa));
  expect(verdict(check, { roles }).findings).toMatchObject([{ verdict: 'pass', what }]);
});

it('says of the role that Organizations makes what it is, and how to seal or delete it', () => {
  const name = 'OrganizationAccountAccessRole';
  const made = (condition: TrustStatement['Condition'] | null): Role => ({
    ...role(name, condition),
    trust: [
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::999988887777:root' },
        Action: 'sts:AssumeRole',
        ...(condition && { Condition: condition }),
      },
    ],
  });
  const { status, findings } = verdict(check, { roles: [made(null)] });
  expect(status).toBe('fail');
  expect(findings[0]?.what).toContain('can be assumed by arn:aws:iam::999988887777:root without MFA.');
  expect(findings[0]?.what).toContain('AWS Organizations made it together with the account');
  const mending = check.mend({ accountId: '111122223333', resource: name });
  expect(mending.console.join(' ')).toMatch(/aws:MultiFactorAuthPresent.*delete it.*IAM Identity Center.*StackSets/);
  expect(mending.cli).toContain(`aws iam delete-role --role-name ${name}`);
  expect(verdict(check, { roles: [made(mfa)] }).status).toBe('pass');
  expect(check.mend({ accountId: '111122223333', resource: 'Admin' }).cli).not.toContain('delete-role');
});

it('is blind for a trust policy that cannot be read, and without roles', () => {
  const unread = { ...role('Odd', null), trust: null };
  expect(verdict(check, { roles: [unread, role('Safe', mfa)] })).toMatchObject({
    status: 'blind',
    missing: [{ resource: 'Odd' }],
  });
  expect(verdict(check, { roles: [unread, role('Admin', null)] }).status).toBe('fail');
  expect(verdict(check).status).toBe('blind');
});
