import { DescribeBudgetsCommand } from '@aws-sdk/client-budgets';
import { GenerateCredentialReportCommand, ListRolesCommand, ListVirtualMFADevicesCommand } from '@aws-sdk/client-iam';
import { accountSummary } from './account-summary.ts';
import { alternateContact } from './alternate-contacts.ts';
import { askIam } from './ask-account.ts';
import { getLifecycle } from './get-lifecycle.ts';
import { listUploadsPage } from './list-uploads-page.ts';
import { askBudgets } from './send-billing.ts';
import type { AwsTarget } from './target.ts';

/** One cheap call for an IAM action, made to see whether it is allowed. */
export type Try = { action: string; call: () => Promise<unknown> };

/**
 * Calls that are free, for the actions that concern the whole account. Cost Explorer is not among them: it bills each
 * question.
 */
export function accountTries(target: AwsTarget): Try[] {
  return [
    { action: 'iam:GetAccountSummary', call: () => accountSummary(target) },
    {
      action: 'iam:GenerateCredentialReport',
      call: () =>
        askIam({
          target,
          operation: 'GenerateCredentialReport',
          send: (client, prepare) => client.send(prepare(new GenerateCredentialReportCommand({}))),
        }),
    },
    {
      action: 'iam:ListVirtualMFADevices',
      call: () =>
        askIam({
          target,
          operation: 'ListVirtualMFADevices',
          send: (client, prepare) => client.send(prepare(new ListVirtualMFADevicesCommand({ MaxItems: 1 }))),
        }),
    },
    {
      action: 'iam:ListRoles',
      call: () =>
        askIam({
          target,
          operation: 'ListRoles',
          send: (client, prepare) => client.send(prepare(new ListRolesCommand({ MaxItems: 1 }))),
        }),
    },
    { action: 'account:GetAlternateContact', call: () => alternateContact(target, 'BILLING') },
    {
      action: 'budgets:ViewBudget',
      call: () =>
        askBudgets({
          target,
          operation: 'DescribeBudgets',
          send: (client, prepare) =>
            client.send(prepare(new DescribeBudgetsCommand({ AccountId: target.accountId, MaxResults: 1 }))),
        }),
    },
  ];
}

/** Calls for the actions on one bucket; together they cost less than USD 0.00001. */
export function bucketTries(target: AwsTarget, bucket: string): Try[] {
  return [
    { action: 's3:GetLifecycleConfiguration', call: () => getLifecycle({ target, bucket }) },
    {
      action: 's3:ListBucketMultipartUploads',
      call: () => listUploadsPage({ target, bucket, keyMarker: null, uploadIdMarker: null }),
    },
  ];
}
