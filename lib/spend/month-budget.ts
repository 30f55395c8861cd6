import type { BudgetStanding } from './budget-standing.ts';

/**
 * The budget that a month's whole spend stands against: a monthly cost budget of an account whose Cost Explorer tells of
 * that spend, not narrowed to a part of it and in its currency; of several the largest. Null where there is none, or it was read in another month.
 */
export function monthBudget({
  standings,
  asked,
  currency,
  month,
}: {
  standings: readonly BudgetStanding[];
  /** Accounts whose own budgets see the spend that is shown. */
  asked: readonly string[];
  currency: string | null;
  /** The first day of the month; left out: that of the reading. */
  month?: string;
}): BudgetStanding | null {
  const whole = standings.filter(
    ({ accountId, budget, verdict, period }) =>
      budget.type === 'COST' &&
      budget.timeUnit === 'MONTHLY' &&
      budget.filter === null &&
      verdict.limit !== null &&
      verdict.state !== 'ended' &&
      (month === undefined || period?.start === month) &&
      (budget.limit?.unit ?? null) === (currency ?? 'USD') &&
      asked.includes(accountId),
  );
  return whole.sort((a, b) => Number(b.verdict.limit) - Number(a.verdict.limit))[0] ?? null;
}
