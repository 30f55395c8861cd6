import { inAccount } from './guarded-commands.ts';
import { shellWord } from './shell-word.ts';

/** The trust policy of a role, to be changed by a person between two blocks of commands. */
export function editTrust({ accountId, role, change }: { accountId: string; role: string; change: string }): string {
  const name = shellWord(role);
  return [
    inAccount(accountId, [
      `aws iam get-role --role-name ${name} --query Role.AssumeRolePolicyDocument --output json > trust.json`,
    ]),
    `# ${change}, then:`,
    inAccount(accountId, [`aws iam update-assume-role-policy --role-name ${name} --policy-document file://trust.json`]),
  ].join('\n');
}
