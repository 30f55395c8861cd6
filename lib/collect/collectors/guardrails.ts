import pLimit from 'p-limit';
import { withLastKnown } from '#lib/guardrails/guardrail-standing.ts';
import { judge } from '#lib/guardrails/judge.ts';
import { knownAccounts } from '#lib/store/known-accounts.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import type { SpendCollector } from '../collector.ts';
import { createInventories } from '../read-inventory.ts';
import { readingOf } from '../reading-context.ts';

const ACCOUNTS_AT_ONCE = 16;

/** What guards every account: its root user, its people, roles and keys, its budgets and contacts. Every call is free. */
export const guardrailsCollector = {
  kind: 'guardrails',
  title: 'account guardrails',
  actions: [
    'iam:GetAccountSummary',
    'iam:GenerateCredentialReport',
    'iam:GetCredentialReport',
    'iam:ListVirtualMFADevices',
    'iam:ListRoles',
    'iam:ListOrganizationsFeatures',
    'account:GetAlternateContact',
    'budgets:ViewBudget',
  ],
  read: async (context) => {
    const limit = pLimit(ACCOUNTS_AT_ONCE);
    const known = new Map((await knownAccounts()).map((account) => [account.accountId, account]));
    const [inventories, before] = await Promise.all([createInventories(context), lastRead()]);
    const readings = context.accounts.map((accountId) =>
      limit(() =>
        readingOf({
          context,
          kind: 'guardrails',
          accountId,
          read: async () => {
            const account = known.get(accountId);
            const management = account?.managed === 'organization' ? account.management : null;
            const inventory = await inventories.read({ accountId, management });
            const judgements = withLastKnown(judge(inventory, context.run.now()), before.get(accountId));
            return { state: 'ok', currency: null, data: { judgements } };
          },
        }),
      ),
    );
    return Promise.all(readings);
  },
} as const satisfies SpendCollector;

/** What the last reading of each account kept. */
async function lastRead(): Promise<Map<string, unknown>> {
  const snapshot = await latestSpendSnapshot();
  const readings = snapshot ? await spendReadings({ snapshotId: snapshot.snapshotId, kind: 'guardrails' }) : [];
  return new Map(readings.map(({ accountId, data }) => [accountId, data]));
}
