import { dayAt, monthStart } from '../bill/calendar.ts';
import type { BudgetBody, Spend } from './budget-schema.ts';
import { periodOf } from './period.ts';

const DAY_SECONDS = 86_400;

/** The limit of the present period: that of its own plan where there is one, the latest that began. */
export function limitNow(budget: BudgetBody, now: Date): Spend | undefined {
  const planned = Object.entries(budget.PlannedBudgetLimits ?? {});
  if (planned.length === 0) return budget.BudgetLimit;
  const start = periodOf(budget, dayAt(now)).start * DAY_SECONDS;
  const begun = planned.filter(([second]) => Number(second) <= start).sort(([a], [b]) => Number(b) - Number(a));
  return (begun[0] ?? planned[0])?.[1];
}

/** Keys of planned limits from a day on, one a month or a quarter, in seconds. */
export function plannedKeys(of: { day: number; months: number; count: number }): string[] {
  const first = new Date(of.day * DAY_SECONDS * 1000).getUTCMonth() % of.months;
  return Array.from({ length: of.count }, (_, index) =>
    String(monthStart(of.day, index * of.months - first) * DAY_SECONDS),
  );
}
