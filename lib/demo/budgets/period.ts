import { monthStart } from '../bill/calendar.ts';
import type { DayRange } from '../cost-explorer/time-period.ts';
import type { BudgetBody } from './budget-schema.ts';

const DAY_SECONDS = 86_400;

/** The days of a budget's period that a day is in: calendar periods in UTC, or the whole custom one. */
export function periodOf(budget: Pick<BudgetBody, 'TimeUnit' | 'TimePeriod'>, day: number): DayRange {
  const month = new Date(day * DAY_SECONDS * 1000).getUTCMonth();
  if (budget.TimeUnit === 'DAILY') return { start: day, end: day + 1 };
  if (budget.TimeUnit === 'QUARTERLY') return monthsFrom(day, -(month % 3), 3);
  if (budget.TimeUnit === 'ANNUALLY') return monthsFrom(day, -month, 12);
  if (budget.TimeUnit === 'MONTHLY') return monthsFrom(day, 0, 1);
  const { Start = day * DAY_SECONDS, End = (day + 1) * DAY_SECONDS } = budget.TimePeriod ?? {};
  return { start: Math.floor(Start / DAY_SECONDS), end: Math.ceil(End / DAY_SECONDS) };
}

function monthsFrom(day: number, first: number, count: number): DayRange {
  return { start: monthStart(day, first), end: monthStart(day, first + count) };
}
