import type { BudgetBody, NotificationBody, SubscriberBody } from './budget-schema.ts';

/** When a budget ends that was given no end: 2087-06-15 (Budgets API reference), in seconds. */
export const DEFAULT_END = 3_706_473_600;

/** What a cost budget counts that names no cost types: everything, credits and refunds too. */
export const defaultCostTypes = {
  IncludeTax: true,
  IncludeSubscription: true,
  UseBlended: false,
  IncludeRefund: true,
  IncludeCredit: true,
  IncludeUpfront: true,
  IncludeRecurring: true,
  IncludeOtherSubscription: true,
  IncludeSupport: true,
  IncludeDiscount: true,
  UseAmortized: false,
};

export type StoredBudget = {
  accountId: string;
  budget: BudgetBody;
  notifications: { notification: NotificationBody; subscribers: SubscriberBody[] }[];
};

/** The budgets of every account. Those of the start are made when somebody first looks. */
export type BudgetShelf = {
  of(accountId: string): StoredBudget[];
  find(accountId: string, name: string): StoredBudget | undefined;
  /** Adds or replaces. */
  put(budget: StoredBudget): void;
  remove(accountId: string, name: string): void;
};

export function budgetShelf(initial: () => StoredBudget[]): BudgetShelf {
  /** What came and went since the start; the start's are under it. */
  let budgets: Map<string, StoredBudget> | null = null;
  const changes: [string, StoredBudget | null][] = [];
  const keyOf = (accountId: string, name: string) => `${accountId} ${name}`;
  const shelf = (): Map<string, StoredBudget> => {
    if (!budgets) {
      budgets = new Map(initial().map((each) => [keyOf(each.accountId, each.budget.BudgetName), each]));
    }
    for (const [key, change] of changes.splice(0)) {
      if (change) budgets.set(key, change);
      else budgets.delete(key);
    }
    return budgets;
  };
  return {
    of: (accountId) =>
      [...shelf().values()]
        .filter((each) => each.accountId === accountId)
        .sort((a, b) => (a.budget.BudgetName < b.budget.BudgetName ? -1 : 1)),
    find: (accountId, name) => shelf().get(keyOf(accountId, name)),
    put: ({ accountId, budget, notifications }) =>
      void changes.push([keyOf(accountId, budget.BudgetName), { accountId, budget, notifications }]),
    remove: (accountId, name) => void changes.push([keyOf(accountId, name), null]),
  };
}
