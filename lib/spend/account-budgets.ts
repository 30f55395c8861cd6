import { isBudgetOf } from './budget-of-account.ts';
import type { BudgetStanding } from './budget-standing.ts';

/** Budgets that accounts own, and those elsewhere that are narrowed to them; undefined: all. Their order stays. */
export function budgetsOfAccounts<B extends Pick<BudgetStanding, 'accountId' | 'budget'>>(
  standings: readonly B[],
  accountIds: readonly string[] | undefined,
): B[] {
  if (accountIds === undefined) return [...standings];
  return standings.filter(({ accountId: ownerId, budget }) =>
    accountIds.some((accountId) => accountId === ownerId || isBudgetOf(accountId, { ownerId, budget })),
  );
}

/**
 * The budget that tells how an account stands: of the cost budgets that count it the one that stands first, which needs a
 * person most. `missing`: it was read and none does; null: not known.
 */
export function accountBudget({
  accountId,
  standings,
  isMissing,
}: {
  accountId: string;
  standings: readonly BudgetStanding[];
  /** As `missingBudgets` says. */
  isMissing: boolean;
}): BudgetStanding | 'missing' | null {
  if (isMissing) return 'missing';
  const of = standings.filter(({ accountId: ownerId, budget }) => isBudgetOf(accountId, { ownerId, budget }));
  const live = of.find(({ budget, verdict }) => budget.type === 'COST' && verdict.state !== 'ended');
  return live ?? of[0] ?? null;
}
