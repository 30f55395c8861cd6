import type { BudgetStanding } from './budget-standing.ts';

/**
 * The budget that a month's whole spend stands against: a monthly cost budget of an account whose Cost Explorer tells of
 * that spend, not narrowed to a part of it and in its currency; of several the largest. Null where there is none.
 */
export function monthBudget({
  standings,
  asked,
  currency,
}: {
  standings: readonly BudgetStanding[];
  /** Accounts whose own budgets see the spend that is shown. */
  asked: readonly string[];
  currency: string | null;
}): BudgetStanding | null {
  const whole = standings.filter(
    ({ accountId, budget, verdict }) =>
      budget.type === 'COST' &&
      budget.timeUnit === 'MONTHLY' &&
      budget.filter === null &&
      verdict.limit !== null &&
      (budget.limit?.unit ?? null) === (currency ?? 'USD') &&
      asked.includes(accountId),
  );
  return whole.sort((a, b) => Number(b.verdict.limit) - Number(a.verdict.limit))[0] ?? null;
}
