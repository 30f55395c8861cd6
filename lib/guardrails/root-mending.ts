import type { Mended, Mending } from './check.ts';
import { asRootOf, inAccount, inManagementAccount, withRootKeyOf } from './guarded-commands.ts';
import { regionIn } from './partition.ts';

/**
 * How the root user of an account is secured: by its own sign-in, or for a member account by removing its credentials
 * from the management account, whose own root user nothing else can reach. Sources: IAM User Guide, "Centralize root access
 * for member accounts" and "Perform a privileged task on an AWS Organizations member account"; STS API, AssumeRoot.
 * @param management whether it is the management account of its organization; null: not known, or in none
 */
export function rootMending({
  accountId,
  management = null,
  partition = 'aws',
  region = null,
}: Omit<Mended, 'resource'>): Mending {
  const root = { accountId, partition, region: regionIn(partition, region) };
  if (partition === 'aws-us-gov') return govMending(root);
  const asRoot = (task: string, commands: readonly string[], named?: Record<string, string>) =>
    asRootOf({ ...root, task, named }, commands);
  if (management) {
    return {
      console: [
        signIn,
        'Nothing else reaches it: centralized root access is for member accounts, and this is the management account of its organization.',
      ],
      cli: [
        '# AWS has no command for it: AssumeRoot takes member accounts only, and this is the management account.',
        '# Sign in to the console as its root user. What is set up there shows in:',
        inAccount(accountId, [summary]),
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
      '# 1. Once for the organization, in this order.',
      inManagementAccount(accountId, [
        'aws organizations enable-aws-service-access --service-principal iam.amazonaws.com',
        'aws iam enable-organizations-root-credentials-management',
        'aws iam enable-organizations-root-sessions',
      ]),
      '# 2. From there or from the delegated administrator of IAM: see what there is, and when each key was last used.',
      asRoot('IAMAuditRootUserCredentials', [
        'aws iam get-login-profile',
        'aws iam list-access-keys',
        'aws iam list-access-keys --query \'AccessKeyMetadata[].[AccessKeyId]\' --output text | while read -r key; do aws iam get-access-key-last-used --access-key-id "$key"; done',
        'aws iam list-mfa-devices',
      ]),
      '# 3. From the same account, once no key is in use: name here what step 2 showed, with spaces between, or nothing.',
      '# The keys are deleted, then the password, and the devices only behind it: they stay where the password does, and where',
      '# there is none, when they open nothing. A deleted key cannot be brought back.',
      asRoot('IAMDeleteRootUserCredentials', deletion, { keys: '<ids>', devices: '<serials>' }),
    ].join('\n'),
  };
}

const signIn =
  'Sign in as root, open the menu with the name of the account, Security credentials, and assign an MFA device; delete every access key there.';
const summary = "aws iam get-account-summary --query 'SummaryMap.[AccountMFAEnabled,AccountAccessKeysPresent]'";
// zsh splits what a command says, but no variable. MFA guards the password, so that it goes after it.
const deletion = [
  'for key in $(echo "$keys"); do aws iam delete-access-key --access-key-id "$key"; done',
  'aws iam delete-login-profile && for device in $(echo "$devices"); do aws iam deactivate-mfa-device --serial-number "$device"; done',
];

/**
 * There the root user has neither a console nor an MFA device, only access keys. Sources: AWS GovCloud (US) User Guide,
 * "AWS GovCloud (US) account root user" and "AWS Identity and Access Management".
 */
function govMending(root: Omit<Parameters<typeof withRootKeyOf>[0], 'named'>): Mending {
  return {
    console: [
      'In AWS GovCloud (US) the root user has no console and takes no MFA device: it is sealed when it has no access key.',
      'Delete each of its access keys, with the key itself: no other identity of the account can.',
    ],
    cli: [
      '# 1. See which keys there are.',
      withRootKeyOf(root, ['aws iam list-access-keys']),
      '# 2. Name one of them here, and delete it; the key that you use as the last.',
      withRootKeyOf({ ...root, named: { key: '<id>' } }, ['aws iam delete-access-key --access-key-id "$key"']),
      '# What is left shows with any identity:',
      inAccount(root.accountId, [summary]),
    ].join('\n'),
  };
}
