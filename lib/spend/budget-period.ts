import type { Budget } from './budget.ts';
import { addDays, addMonths, dayOf, monthOf } from './calendar.ts';

/** Days `YYYY-MM-DD` in UTC, `end` exclusive. */
export type BudgetPeriod = { start: string; end: string };

const months = { MONTHLY: 1, QUARTERLY: 3, ANNUALLY: 12 } as const;

/**
 * The period of a budget that a moment is in; null where AWS does not say. A recurring budget renews at the first of a
 * month; quarters and years are counted from the month it began in, which AWS sets to the calendar's own unless told
 * otherwise: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html (TimePeriod).
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
      const since = monthsBetween(start?.slice(0, 10) ?? `${today.slice(0, 4)}-01-01`, today);
      const first = addMonths(monthOf(today), -(((since % length) + length) % length));
      return { start: first, end: addMonths(first, length) };
    }
  }
}

/** An end within a day ends after it. */
function endDay(end: string): string {
  const day = end.slice(0, 10);
  return Date.parse(end) > Date.parse(day) ? addDays(day, 1) : day;
}

function monthsBetween(from: string, to: string): number {
  const count = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return count(to) - count(from);
}
