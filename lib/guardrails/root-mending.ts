import type { Mending } from './check.ts';

/**
 * How the root user of an account is secured: by its own sign-in, or for a member account by removing its credentials
 * from the management account. Source: IAM User Guide, "Perform a privileged task on an AWS Organizations member account".
 */
export function rootMending({ accountId }: { accountId: string }): Mending {
  const policy = 'arn=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials';
  return {
    console: [
      'Sign in as root, open the menu with the name of the account, Security credentials, and assign an MFA device; delete every access key there.',
      'For a member account better: in the management account open IAM, Root access management, enable it, choose this account, Take privileged action, Delete root user credentials.',
    ],
    cli: [
      '# With the management account or the delegated administrator of IAM; the session lasts 15 minutes.',
      'aws iam enable-organizations-root-credentials-management',
      'aws iam enable-organizations-root-sessions',
      `aws sts assume-root --region us-east-1 --target-principal ${accountId} --task-policy-arn ${policy}`,
      '# With the credentials that this answers:',
      'aws iam list-access-keys   # then: aws iam delete-access-key --access-key-id <id>',
      'aws iam list-mfa-devices   # then: aws iam deactivate-mfa-device --serial-number <serial>',
      'aws iam delete-login-profile',
    ].join('\n'),
  };
}
