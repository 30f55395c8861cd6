import type { Bill } from '../bill/bill.ts';
import type { StoredBudget } from '../budgets/budget-shelf.ts';
import { accountIds } from './accounts.ts';

/** The budgets of the demo: one that is over, some that hold, some that nobody hears of; two accounts have none. */
export function seededBudgets({ now }: { bill: Bill; now: Date }): StoredBudget[] {
  const updated = Math.floor(now.getTime() / 1000) - 86_400;
  return [
    {
      accountId: accountIds.core,
      budget: {
        BudgetName: 'organization',
        BudgetType: 'COST',
        TimeUnit: 'MONTHLY',
        BudgetLimit: { Amount: '72000', Unit: 'USD' },
        TimePeriod: { Start: 1_735_689_600, End: 3_706_473_600 },
        LastUpdatedTime: updated,
      },
      notifications: [],
    },
  ];
}
