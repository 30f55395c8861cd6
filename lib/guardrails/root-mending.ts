import type { Mended, Mending } from './check.ts';
import { regionIn } from './partition.ts';

/**
 * How the root user of an account is secured: by its own sign-in, or for a member account by removing its credentials
 * from the management account, whose own root user nothing else can reach. Sources: IAM User Guide, "Centralize root access
 * for member accounts" and "Perform a privileged task on an AWS Organizations member account"; STS API, AssumeRoot.
 * STS takes AssumeRoot in a region, not at its global endpoint.
 * @param management whether it is the management account of its organization; null: not known, or in none
 */
export function rootMending({
  accountId,
  management = null,
  partition = 'aws',
  region = null,
}: Omit<Mended, 'resource'>): Mending {
  if (partition === 'aws-us-gov') return govMending;
  const session = (task: string) => sessionOf({ accountId, task, partition, region: regionIn(partition, region) });
  if (management) {
    return {
      console: [
        signIn,
        'Nothing else reaches it: centralized root access is for member accounts, and this is the management account of its organization.',
      ],
      cli: [
        '# AWS has no command for it: `aws sts assume-root` takes member accounts only, and this is the management account.',
        '# Sign in to the console as its root user. What is set up there shows in:',
        summary,
      ].join('\n'),
    };
  }
  const only = management === null ? 'For a member account of an organization, better' : 'Better';
  return {
    console: [
      signIn,
      `${only}: in the management account open IAM, Root access management, enable it, choose this account, Take privileged action, Delete root user credentials.`,
    ],
    cli: [
      ...(management === null
        ? ['# Only for a member account of an organization; for any other sign in as root.']
        : []),
      '# Once, with the management account, in this order:',
      'aws organizations enable-aws-service-access --service-principal iam.amazonaws.com',
      'aws iam enable-organizations-root-credentials-management',
      'aws iam enable-organizations-root-sessions',
      '# With it or the delegated administrator of IAM: two sessions of 15 minutes at most, each for one kind of task.',
      '# With the credentials that the first one answers, see what there is:',
      session('IAMAuditRootUserCredentials'),
      'aws iam get-login-profile',
      'aws iam list-access-keys',
      'aws iam list-mfa-devices',
      '# With those of the second one, delete it:',
      session('IAMDeleteRootUserCredentials'),
      'aws iam delete-access-key --access-key-id <id>',
      'aws iam deactivate-mfa-device --serial-number <serial>',
      'aws iam delete-login-profile',
    ].join('\n'),
  };
}

const signIn =
  'Sign in as root, open the menu with the name of the account, Security credentials, and assign an MFA device; delete every access key there.';
const summary = "aws iam get-account-summary --query 'SummaryMap.[AccountMFAEnabled,AccountAccessKeysPresent]'";

/**
 * There the root user has neither a console nor an MFA device, only access keys. Sources: AWS GovCloud (US) User Guide,
 * "AWS GovCloud (US) account root user" and "AWS Identity and Access Management".
 */
const govMending: Mending = {
  console: [
    'In AWS GovCloud (US) the root user has no console and takes no MFA device: it is sealed when it has no access key.',
    'Delete each of its access keys, with the key itself: no IAM user or role of the account can.',
  ],
  cli: [
    '# With the access key of the root user:',
    'aws iam list-access-keys',
    'aws iam delete-access-key --access-key-id <id>   # the one that you use as the last',
    '# What is left shows with any identity in:',
    summary,
  ].join('\n'),
};

function sessionOf(of: { accountId: string; task: string; partition: string; region: string }): string {
  const policy = `arn=arn:${of.partition}:iam::aws:policy/root-task/${of.task}`;
  return `aws sts assume-root --region ${of.region} --target-principal ${of.accountId} --task-policy-arn ${policy}`;
}
