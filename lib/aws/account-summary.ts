import { GetAccountSummaryCommand } from '@aws-sdk/client-iam';
import type { AccountSummary } from '#lib/guardrails/root-credentials.ts';
import { askIam } from './ask-account.ts';
import type { AwsTarget } from './target.ts';

/** What IAM counts in the account, and whether the root user has a password, keys and MFA. @throws AppError */
export async function accountSummary(target: AwsTarget): Promise<AccountSummary> {
  const { SummaryMap = {} } = await askIam({
    target,
    operation: 'GetAccountSummary',
    send: (client, prepare) => client.send(prepare(new GetAccountSummaryCommand({}))),
  });
  return Object.fromEntries(Object.entries(SummaryMap).filter(([, value]) => typeof value === 'number'));
}
