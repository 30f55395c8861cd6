import type { Mending } from './check.ts';

/**
 * How the root user of an account is secured: by its own sign-in, or for a member account by removing its credentials
 * from the management account, whose own root user nothing else can reach. Sources: IAM User Guide, "Centralize root access
 * for member accounts" and "Perform a privileged task on an AWS Organizations member account"; STS API, AssumeRoot.
 * @param management whether it is the management account of its organization; null: not known, or in none
 */
export function rootMending({
  accountId,
  management = null,
}: {
  accountId: string;
  management?: boolean | null;
}): Mending {
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
      session(accountId, 'IAMAuditRootUserCredentials'),
      'aws iam get-login-profile',
      'aws iam list-access-keys',
      'aws iam list-mfa-devices',
      '# With those of the second one, delete it:',
      session(accountId, 'IAMDeleteRootUserCredentials'),
      'aws iam delete-access-key --access-key-id <id>',
      'aws iam deactivate-mfa-device --serial-number <serial>',
      'aws iam delete-login-profile',
    ].join('\n'),
  };
}

const signIn =
  'Sign in as root, open the menu with the name of the account, Security credentials, and assign an MFA device; delete every access key there.';
const summary = "aws iam get-account-summary --query 'SummaryMap.[AccountMFAEnabled,AccountAccessKeysPresent]'";

function session(accountId: string, task: string): string {
  const policy = `arn=arn:aws:iam::aws:policy/root-task/${task}`;
  return `aws sts assume-root --region us-east-1 --target-principal ${accountId} --task-policy-arn ${policy}`;
}
