import { DAY_MS } from '#lib/waste/age.ts';
import type { AccessKey, IamRole, IamUser, MfaKind } from './facts.ts';

/** Makes what is in an account, with times as days before one moment. */
export type IamBuilder = ReturnType<typeof iamBuilder>;

export function iamBuilder(moment: Date) {
  const ago = (days: number) => new Date(moment.getTime() - days * DAY_MS);
  /** `used` and `made` are days ago; `used` null is never. */
  const key = (of: { made: number; used: number | null; active?: boolean; service?: string }): AccessKey => ({
    active: of.active ?? true,
    rotatedAt: ago(of.made),
    lastUsed: of.used === null ? null : { at: ago(of.used), region: 'us-east-1', service: of.service ?? 's3' },
  });
  /** Somebody who signs in to the console. */
  const person = (name: string, of: { made: number; used: number | null; mfa: MfaKind }): IamUser => ({
    name,
    createdAt: ago(of.made),
    password: { changedAt: ago(of.made), lastUsedAt: of.used === null ? null : ago(of.used) },
    mfa: of.mfa,
    accessKeys: [],
  });
  /** A program: access keys only. */
  const program = (name: string, accessKeys: AccessKey[]): IamUser => ({
    name,
    createdAt: ago(720),
    password: null,
    mfa: 'none',
    accessKeys,
  });
  const role = (name: string, principal: object, condition?: object): IamRole => ({
    name,
    createdAt: ago(500),
    trust: trusting('sts:AssumeRole', principal, condition),
  });
  /** What AWS makes for its own services and for IAM Identity Center. */
  const ofAws = (accountId: string): IamRole[] => [
    {
      name: 'AWSServiceRoleForOrganizations',
      path: '/aws-service-role/organizations.amazonaws.com/',
      createdAt: ago(800),
      trust: trusting('sts:AssumeRole', { Service: 'organizations.amazonaws.com' }),
    },
    {
      name: 'AWSReservedSSO_Administrator_5f2c1b7a90d3e846',
      path: '/aws-reserved/sso.amazonaws.com/',
      createdAt: ago(780),
      trust: trusting('sts:AssumeRoleWithSAML', {
        Federated: `arn:aws:iam::${accountId}:saml-provider/AWSSSO_3a7d91c0e25b6f48_DO_NOT_DELETE`,
      }),
    },
  ];
  return { ago, key, person, program, role, ofAws };
}

/** A trust policy of one statement. */
function trusting(action: string, principal: object, condition?: object): object {
  const statement = { Effect: 'Allow', Principal: principal, Action: action };
  return { Version: '2012-10-17', Statement: [condition ? { ...statement, Condition: condition } : statement] };
}
