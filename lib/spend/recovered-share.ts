import type { Budget } from './budget.ts';
import { Exact } from './exact.ts';
import type { BudgetVerdict } from './judge-budget.ts';

/** Where recovered money could go: the budget that is over by most. */
export type RecoveredShare = {
  name: string;
  /** How much it is over, in USD. */
  overUsd: string;
  /** Of that, what was recovered; above 100 it would be covered whole. */
  percent: number;
};

/**
 * What recovered USD are against the cost budget in USD that is over by most; null where none is, or nothing was
 * recovered.
 */
export function recoveredShare({
  recoveredUsd,
  budgets,
}: {
  recoveredUsd: number;
  budgets: readonly {
    budget: Pick<Budget, 'name' | 'limit'>;
    verdict: Pick<BudgetVerdict, 'state' | 'limit' | 'actual'>;
  }[];
}): RecoveredShare | null {
  const over = budgets
    .filter(({ budget, verdict }) => verdict.state === 'over' && budget.limit?.unit === 'USD')
    .map(({ budget, verdict }) => ({
      name: budget.name,
      by: new Exact(verdict.actual ?? 0).minus(verdict.limit ?? 0),
    }))
    .sort((a, b) => b.by.comparedTo(a.by))[0];
  if (!over?.by.gt(0) || recoveredUsd <= 0) return null;
  return { name: over.name, overUsd: over.by.toFixed(), percent: (100 * recoveredUsd) / over.by.toNumber() };
}
