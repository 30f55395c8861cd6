import { DescribeBudgetsCommand } from '@aws-sdk/client-budgets';
import {
  GenerateCredentialReportCommand,
  GetCredentialReportCommand,
  ListOrganizationsFeaturesCommand,
  ListRolesCommand,
  ListVirtualMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { accountSummary } from './account-summary.ts';
import { alternateContact } from './alternate-contacts.ts';
import { askIam } from './ask-account.ts';
import { listBuckets } from './list-buckets.ts';
import type { Operation } from './operations.ts';
import { askBudgets } from './send-billing.ts';
import type { AwsTarget } from './target.ts';

/** One cheap call for an IAM action, made to see whether it is allowed. It looks and never changes anything. */
export type Try = { action: string; call: () => Promise<unknown> };

/**
 * Calls for the actions that concern the whole account. All are free but the first, which costs USD 0.000005. Cost
 * Explorer is not among them: it bills each question.
 */
export function accountTries(target: AwsTarget): Try[] {
  type Send = Parameters<typeof askIam<unknown>>[0]['send'];
  const iam = (operation: Operation, send: Send) => () => askIam({ target, operation, send });
  return [
    { action: 's3:ListAllMyBuckets', call: () => listBuckets({ target }).next() },
    { action: 'iam:GetAccountSummary', call: () => accountSummary(target) },
    {
      action: 'iam:GenerateCredentialReport',
      call: iam('GenerateCredentialReport', (client, prepare) =>
        client.send(prepare(new GenerateCredentialReportCommand({}))),
      ),
    },
    {
      action: 'iam:GetCredentialReport',
      call: iam('GetCredentialReport', (client, prepare) => client.send(prepare(new GetCredentialReportCommand({})))),
    },
    {
      action: 'iam:ListVirtualMFADevices',
      call: iam('ListVirtualMFADevices', (client, prepare) =>
        client.send(prepare(new ListVirtualMFADevicesCommand({ MaxItems: 1 }))),
      ),
    },
    {
      action: 'iam:ListRoles',
      call: iam('ListRoles', (client, prepare) => client.send(prepare(new ListRolesCommand({ MaxItems: 1 })))),
    },
    {
      action: 'iam:ListOrganizationsFeatures',
      call: iam('ListOrganizationsFeatures', (client, prepare) =>
        client.send(prepare(new ListOrganizationsFeaturesCommand({}))),
      ),
    },
    { action: 'account:GetAlternateContact', call: () => alternateContact(target, 'BILLING') },
    viewBudget(target),
  ];
}

function viewBudget(target: AwsTarget): Try {
  return {
    action: 'budgets:ViewBudget',
    call: () =>
      askBudgets({
        target,
        operation: 'DescribeBudgets',
        send: (client, prepare) =>
          client.send(prepare(new DescribeBudgetsCommand({ AccountId: target.accountId, MaxResults: 1 }))),
      }),
  };
}

/** What the role that fixes may look at in the whole account. */
export function fixTries(target: AwsTarget): Try[] {
  return [viewBudget(target)];
}
