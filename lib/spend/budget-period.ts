import type { Budget } from './budget.ts';
import { addDays, addMonths, dayOf } from './calendar.ts';

/** Days `YYYY-MM-DD` in UTC, `end` exclusive. */
export type BudgetPeriod = { start: string; end: string };

const months = { MONTHLY: 1, QUARTERLY: 3, ANNUALLY: 12 } as const;

/**
 * The period of a budget that a moment is in; null where AWS does not say. A recurring one has the calendar's own days,
 * months, quarters and years: AWS documents only that its default start is the first of such a period, and no other way
 * of counting (TimePeriod): https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html.
 */
export function budgetPeriod({
  budget: { timeUnit, start, end },
  now,
}: {
  budget: Pick<Budget, 'timeUnit' | 'start' | 'end'>;
  now: Date;
}): BudgetPeriod | null {
  const today = dayOf(now);
  switch (timeUnit) {
    case 'DAILY':
      return { start: today, end: addDays(today, 1) };
    case 'CUSTOM':
      return start && end ? { start: start.slice(0, 10), end: endDay(end) } : null;
    default: {
      const length = months[timeUnit];
      const first = addMonths(today, -((Number(today.slice(5, 7)) - 1) % length));
      return { start: first, end: addMonths(first, length) };
    }
  }
}

/** Whether the life of a budget is over at a moment: AWS keeps it, with the figures of its last period. */
export function hasEnded({ end }: Pick<Budget, 'end'>, now: Date): boolean {
  return end !== null && endDay(end) <= dayOf(now);
}

/** An end within a day ends after it. */
function endDay(end: string): string {
  const day = end.slice(0, 10);
  return Date.parse(end) > Date.parse(day) ? addDays(day, 1) : day;
}
