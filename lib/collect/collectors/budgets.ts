import pLimit from 'p-limit';
import { describeBudgets } from '#lib/aws/describe-budgets.ts';
import type { SpendCollector } from '../collector.ts';
import { readingOf } from '../reading-context.ts';

const ACCOUNTS_AT_ONCE = 4;

/** The budgets of every account with their alerts and whom they tell. A management account's are its own. */
export const budgetsCollector = {
  kind: 'budgets',
  title: 'budgets, their alerts and who is told',
  actions: ['budgets:ViewBudget'],
  read: async (context) => {
    const limit = pLimit(ACCOUNTS_AT_ONCE);
    const readings = context.accounts.map((accountId) =>
      limit(() =>
        readingOf({
          context,
          kind: 'budgets',
          accountId,
          read: async () => {
            const budgets = await describeBudgets(context.run.billing(accountId, 'AWS Budgets'));
            const currency = budgets.find(({ type, limit }) => type === 'COST' && limit)?.limit?.unit ?? null;
            return { state: budgets.length > 0 ? 'ok' : 'none', currency, data: { budgets } };
          },
        }),
      ),
    );
    return Promise.all(readings);
  },
} as const satisfies SpendCollector;
