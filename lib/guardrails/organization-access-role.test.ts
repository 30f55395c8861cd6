import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { organizationAccessRoleMending } from './organization-access-role.ts';
import { paste } from './pasted-shell.test-support.ts';

const accountId = '111122223333';
const { cli } = organizationAccessRoleMending({ accountId, name: 'OrganizationAccountAccessRole' });
const changing = /^iam (update|delete|detach|put)/;

async function pasted(text: string, statements: unknown = [], account = accountId) {
  const trust = { Version: '2012-10-17', Statement: statements };
  return paste(text, {
    'sts get-caller-identity --query Account': { says: account },
    'iam get-role': { says: JSON.stringify(trust) },
  });
}

const allow = {
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::999988887777:root' },
  Action: 'sts:AssumeRole',
};
const sealed = { ...allow, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };

test('pasted as they are they look, and change nothing', async () => {
  const { calls, stderr } = await pasted(cli, [allow]);
  expect(calls.map(({ command }) => command)).toEqual([
    'sts get-caller-identity --query Account --output text',
    expect.stringContaining('--query Role.RoleLastUsed'),
    expect.stringContaining('--query Role.AssumeRolePolicyDocument --output json'),
  ]);
  expect(stderr).toMatch(/^Stopped: nothing here says yes\.$/m);
  expect(stderr).not.toMatch(/^bash: syntax error/m);
});

test.each(['', 'no', '<yes', '<no>', 'YES?'])('seal nothing where they are told %j', async (said) => {
  const { calls } = await pasted(cli.replace('<yes>', said), [allow]);
  expect(calls.filter(({ command }) => changing.test(command))).toEqual([]);
});

describe.runIf(jqIsThere())('told yes', () => {
  const filledIn = cli.replace('<yes>', 'yes');
  async function sealedOf(statements: unknown): Promise<unknown> {
    const { calls, stderr } = await pasted(filledIn, statements);
    expect(stderr).not.toMatch(/^(bash: syntax error|Stopped|jq: )/m);
    const [written, ...others] = calls.filter(({ command }) => changing.test(command));
    expect(others).toEqual([]);
    const [, role, policy] =
      /^iam update-assume-role-policy --role-name (\S+) --policy-document (.*)$/.exec(written?.command ?? '') ?? [];
    expect(role).toBe('OrganizationAccountAccessRole');
    return JSON.parse(policy ?? '').Statement;
  }

  test('they ask for MFA of people, beside what is asked already', async () => {
    const from = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    expect(await sealedOf([allow, { ...allow, Condition: from }])).toEqual([
      sealed,
      { ...sealed, Condition: { ...from, ...sealed.Condition } },
    ]);
    for (const AWS of ['999988887777', 'arn:aws:iam::999988887777:user/ana', ['arn:aws-cn:iam::999988887777:root']]) {
      expect(await sealedOf([{ ...allow, Principal: { AWS } }])).toEqual([{ ...sealed, Principal: { AWS } }]);
    }
    expect(await sealedOf([{ ...allow, Principal: '*' }])).toEqual([{ ...sealed, Principal: '*' }]);
    expect(await sealedOf(allow)).toEqual(sealed);
  });

  test.each([
    [
      'a Deny without MFA',
      {
        ...allow,
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    ],
    [
      'an Allow of SAML',
      {
        Effect: 'Allow',
        Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/idp' },
        Action: 'sts:AssumeRoleWithSAML',
        Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      },
    ],
    ['an Allow of a service', { ...allow, Principal: { Service: 'ec2.amazonaws.com' } }],
    ['an Allow of a role', { ...allow, Principal: { AWS: 'arn:aws:iam::999988887777:role/Terraform' } }],
    [
      'an Allow of a program with an external id',
      { ...allow, Condition: { StringEquals: { 'sts:ExternalId': 'x-123' } } },
    ],
  ])('they leave %s as it is', async (_, other) => {
    expect(await sealedOf([allow, other])).toEqual([sealed, other]);
  });

  test('they write nothing where the trust policy cannot be read, or in another account', async () => {
    const refused = await paste(filledIn, {
      'sts get-caller-identity --query Account': { says: accountId },
      'iam get-role': { fails: true },
    });
    const elsewhere = await pasted(filledIn, [allow], '999988887777');
    for (const { calls } of [refused, elsewhere])
      expect(calls.filter(({ command }) => changing.test(command))).toEqual([]);
  });
});

function jqIsThere(): boolean {
  try {
    execFileSync('jq', ['--version'], { env: { NODE_ENV: 'test', PATH: '/usr/bin:/bin' } });
    return true;
  } catch {
    return false;
  }
}
