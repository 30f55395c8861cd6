import { describe, expect, it } from 'vitest';
import { verdict } from '../inventory.test-support.ts';
import { paste } from '../pasted-shell.test-support.ts';
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

it('says of a role that only has the name of one of AWS that it lets people in', () => {
  const { status, findings } = verdict(check, {
    roles: [role('AWSReservedSSO_Fake', null), role('AWSServiceRoleOk', mfa)],
  });
  expect(status).toBe('pass');
  expect(findings).toMatchObject([
    { verdict: 'note', resource: 'AWSReservedSSO_Fake', what: expect.stringContaining('at the path /') },
    { verdict: 'pass', what: expect.stringContaining('AWSReservedSSO_Fake') },
  ]);
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

it('a trust policy is handed out and taken back as JSON, whatever format the CLI is set to', async () => {
  const accountId = '111122223333';
  for (const ownRoles of [[], ['Admin']]) {
    const { cli } = check.mend({ accountId, resource: 'Admin', ownRoles });
    const { calls } = await paste(cli, { 'sts get-caller-identity': { says: accountId } });
    expect(calls.map(({ command }) => command).filter((command) => command.startsWith('iam'))).toEqual([
      'iam get-role --role-name Admin --query Role.AssumeRolePolicyDocument --output json',
      'iam update-assume-role-policy --role-name Admin --policy-document file://trust.json',
    ]);
  }
});

describe('the roles of this server', () => {
  const hub = 'arn:aws:iam::204817365920:user/straybytes';
  const own = { names: ['StraybytesRead', 'ops/StraybytesFix'], hub };
  const made = (principal: string, condition: TrustStatement['Condition'] | null = null, path = '/'): Role => ({
    ...role('StraybytesRead', null, path),
    trust: [
      {
        Effect: 'Allow',
        Principal: { AWS: principal },
        Action: 'sts:AssumeRole',
        ...(condition && { Condition: condition }),
      },
    ],
  });
  const externalId = { StringEquals: { 'sts:ExternalId': 'x-123' } };

  it.each([[hub], ['204817365920'], ['arn:aws:iam::204817365920:root']])(
    'for %s alone hold, with a note',
    (principal) => {
      const { status, findings } = verdict(check, { roles: [made(principal)] }, own);
      expect(status).toBe('pass');
      expect(findings).toMatchObject([
        { verdict: 'note', resource: 'StraybytesRead', what: expect.stringContaining('asks for no external id') },
        { verdict: 'pass', what: expect.stringContaining(`for ${principal} alone`) },
      ]);
    },
  );

  it('say nothing with an external id, in the account of the server itself too', () => {
    expect(verdict(check, { roles: [made(hub, externalId)] }, own).findings).toMatchObject([{ verdict: 'pass' }]);
    const here = 'arn:aws:iam::111122223333:user/straybytes';
    const ofHere = { ...own, hub: here };
    expect(verdict(check, { roles: [made(here, externalId)] }, ofHere).findings).toMatchObject([{ verdict: 'pass' }]);
    expect(verdict(check, { roles: [made(here, externalId)] }, { ...own, names: [] }).status).toBe('fail');
  });

  it('fail where others come in, and are never told to ask for MFA', () => {
    for (const principal of ['arn:aws:iam::111122223333:root', '*', 'arn:aws:iam::204817365920:user/ann']) {
      const { status, findings } = verdict(check, { roles: [made(principal)] }, own);
      expect([principal, status]).toEqual([principal, 'fail']);
      expect(findings[0]?.what).toContain('the role of Straybytes');
    }
    const ownRoles = own.names;
    for (const resource of ['StraybytesRead', 'StraybytesFix']) {
      const { console, cli } = check.mend({ accountId: '111122223333', resource, ownRoles });
      expect([...console, cli].join(' ')).not.toContain('MultiFactorAuthPresent');
      expect(console.join(' ')).toContain('external id');
    }
    const other = check.mend({ accountId: '111122223333', resource: 'Admin', ownRoles });
    expect(other.console.join(' ')).toContain('MultiFactorAuthPresent');
  });

  it('are known by their path too, and by nobody who is not known', () => {
    expect(verdict(check, { roles: [made(hub, null, '/odd/')] }, own).status).toBe('fail');
    expect(verdict(check, { roles: [made(hub)] }, { ...own, hub: null }).status).toBe('fail');
  });
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
