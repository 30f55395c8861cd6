import { AppError, err, ok, type Result } from '#lib/errors.ts';
import type { PolicyDocument } from './policy-document.ts';

/** One person who switches to one role. */
export type RoleSwitch = {
  /** Account of the IAM user. */
  userAccountId: string;
  userName: string;
  /** Account of the role; often another one. */
  roleAccountId: string;
  roleName: string;
  /** The person's profile with the user's access key. */
  sourceProfile?: string;
  /** `aws`, `aws-us-gov` or `aws-cn`. */
  partition?: string;
};

export type RoleSwitchSetup = {
  /** For the user: switch to this role, and look after the own MFA device. */
  userPolicy: PolicyDocument;
  /** For the role. */
  trustPolicy: PolicyDocument;
  /** For the person's `~/.aws/config`. */
  config: string;
  /** Opens the role in the console; null outside the commercial partition. */
  consoleUrl: string | null;
};

const account = /^\d{12}$/;
/** Source: IAM User Guide, IAM and STS quotas: names of users and roles. */
const iamName = /^[\w+=,.@-]{1,64}$/;
const profileName = /^[\w+=,.@-]+$/;

/**
 * The set-up with which one person switches to a role by MFA, ready to paste. The trust policy asks with `Bool`:
 * `BoolIfExists` would let an access key through that carries no sign of MFA at all.
 * @returns an AppError `invalid` that names what is not as AWS wants it
 */
export function roleSwitchSetup(input: RoleSwitch): Result<RoleSwitchSetup> {
  const { userAccountId, userName, roleAccountId, roleName, sourceProfile = 'default', partition = 'aws' } = input;
  const problem = problemOf({ userAccountId, userName, roleAccountId, roleName, sourceProfile, partition });
  if (problem) return err(new AppError('invalid', problem));
  const iam = `arn:${partition}:iam::${userAccountId}`;
  const roleArn = `arn:${partition}:iam::${roleAccountId}:role/${roleName}`;
  return ok({
    userPolicy: userPolicy(iam, roleArn),
    trustPolicy: trustPolicy(`${iam}:user/${userName}`),
    config: [
      `[profile ${roleName}-${roleAccountId}]`,
      `role_arn = ${roleArn}`,
      `source_profile = ${sourceProfile}`,
      `mfa_serial = ${iam}:mfa/${userName}`,
      '',
    ].join('\n'),
    consoleUrl:
      partition === 'aws'
        ? `https://signin.aws.amazon.com/switchrole?${new URLSearchParams({ account: roleAccountId, roleName })}`
        : null,
  });
}

function trustPolicy(userArn: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'PersonWithMfa',
        Effect: 'Allow',
        Principal: { AWS: userArn },
        Action: 'sts:AssumeRole',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
    ],
  };
}

/** A device is named after its user, so that `mfa_serial` is known beforehand. */
function userPolicy(iam: string, roleArn: string): PolicyDocument {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an IAM policy variable
  const own = '${aws:username}';
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'SwitchRole', Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn },
      {
        Sid: 'SetUpOwnMfa',
        Effect: 'Allow',
        Action: [
          'iam:CreateVirtualMFADevice',
          'iam:EnableMFADevice',
          'iam:GetMFADevice',
          'iam:GetUser',
          'iam:ListMFADevices',
          'iam:ResyncMFADevice',
        ],
        Resource: [`${iam}:mfa/${own}`, `${iam}:user/${own}`],
      },
    ],
  };
}

/** As the form calls them. */
const accountFields = [
  ['userAccountId', 'The account of the person'],
  ['roleAccountId', 'The account of the role'],
] as const;
const nameFields = [
  ['userName', 'The name of the IAM user'],
  ['roleName', 'The name of the role'],
] as const;

function problemOf(input: Required<RoleSwitch>): string | null {
  for (const [name, words] of accountFields) {
    if (!account.test(input[name])) return `${words} must be 12 digits.`;
  }
  for (const [name, words] of nameFields) {
    if (!iamName.test(input[name])) return `${words} must be 1 to 64 letters, digits or any of _+=,.@-`;
  }
  if (!profileName.test(input.sourceProfile)) return 'The profile of the person must be a name without spaces.';
  return /^aws(-[a-z]+)*$/.test(input.partition) ? null : 'The partition must be aws, aws-cn or aws-us-gov.';
}
