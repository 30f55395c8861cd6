import { Decimal } from 'decimal.js';
import { DAY_MS } from '#lib/waste/age.ts';
import type { Budget } from './budget.ts';
import { type BudgetPeriod, budgetPeriod, hasEnded } from './budget-period.ts';

/** From what needs a person first to what needs nobody. */
export const budgetStates = ['over', 'willExceed', 'aheadOfPace', 'unknown', 'onTrack', 'notMoney', 'ended'] as const;
export type BudgetState = (typeof budgetStates)[number];

/** Amounts are exact decimals in the budget's unit; null: AWS does not say. */
export type BudgetVerdict = {
  /** Of the present period: a planned limit where there is one. */
  limit: string | null;
  actual: string | null;
  /** Of the whole period. */
  forecast: string | null;
  state: BudgetState;
  /** Per cent of the limit. */
  usedPercent: number | null;
  /** Where an even pace would be now; null where there is none, as within a day. */
  pacePercent: number | null;
  /** At the pace of the period so far; null where the limit lasts to its end. */
  daysUntilOut: number | null;
  /** None of its alerts has a subscriber; false as well where they could not be read. */
  tellsNobody: boolean;
};

/** Ahead of an even pace by more than so many points of the limit: first days bear what is billed once a month. */
export const PACE_TOLERANCE_POINTS = 5;

/**
 * How a budget stands. Only a cost budget is of money; the others are shown for what they are. What was read in a former
 * period says nothing of the present one: how it stands is then not known.
 * @param readAt when AWS said so
 */
export function judgeBudget({
  budget,
  now,
  readAt = now,
}: {
  budget: Budget;
  now: Date;
  readAt?: Date;
}): BudgetVerdict {
  const period = budgetPeriod({ budget, now: readAt });
  const limit = limitOf(budget, period);
  const actual = budget.actual?.amount ?? null;
  const forecast = budget.forecast?.amount ?? null;
  const usedPercent = limit !== null && actual !== null ? percentOf(actual, limit) : null;
  const unpaced = { limit, actual, forecast, usedPercent, pacePercent: null, daysUntilOut: null };
  if (hasEnded(budget, now)) return { ...unpaced, state: 'ended', tellsNobody: false };
  if (isPast({ budget, now, readAt })) return { ...unpaced, state: 'unknown', tellsNobody: tellsNobody(budget) };
  const elapsed = period && elapsedOf(period, now);
  const paced = elapsed !== null && budget.timeUnit !== 'DAILY' && ['COST', 'USAGE'].includes(budget.type);
  const pacePercent = paced && limit !== null ? 100 * elapsed.share : null;
  const figures = { limit, actual, forecast, usedPercent, pacePercent };
  return {
    ...figures,
    state: budget.type === 'COST' ? stateOf(figures) : 'notMoney',
    daysUntilOut: pacePercent === null ? null : daysUntilOut(figures, elapsed),
    tellsNobody: tellsNobody(budget),
  };
}

/** Whether a budget was read in a period that is over by now. */
export function isPast({ budget, now, readAt }: { budget: Budget; now: Date; readAt: Date }): boolean {
  return budgetPeriod({ budget, now: readAt })?.start !== budgetPeriod({ budget, now })?.start;
}

type Sorted = {
  budget: Pick<Budget, 'limit'>;
  verdict: Pick<BudgetVerdict, 'state' | 'tellsNobody' | 'usedPercent' | 'limit' | 'actual'>;
};

/**
 * Sorts what needs a person first: by state; those that are over by how much money they are, unit by unit; then silent
 * ones, then by the share used.
 */
export function byAttention(a: Sorted, b: Sorted): number {
  const states = budgetStates.indexOf(a.verdict.state) - budgetStates.indexOf(b.verdict.state);
  return (
    states ||
    (a.verdict.state === 'over' ? byExcess(a, b) : 0) ||
    Number(b.verdict.tellsNobody) - Number(a.verdict.tellsNobody) ||
    (b.verdict.usedPercent ?? -1) - (a.verdict.usedPercent ?? -1)
  );
}

function byExcess(a: Sorted, b: Sorted): number {
  const [unit, other] = [a.budget.limit?.unit ?? '', b.budget.limit?.unit ?? ''];
  if (unit !== other) return unit < other ? -1 : 1;
  return excessOf(b.verdict).comparedTo(excessOf(a.verdict));
}

function excessOf({ actual, limit }: Pick<BudgetVerdict, 'actual' | 'limit'>): Decimal {
  return new Decimal(actual ?? 0).minus(limit ?? 0);
}

type Figures = Pick<BudgetVerdict, 'limit' | 'actual' | 'forecast' | 'usedPercent' | 'pacePercent'>;
type Elapsed = { days: number; left: number; share: number };

/** The planned limit whose period is the present one, as AWS keys them; else the budget's own. */
function limitOf({ limit, plannedLimits }: Budget, period: BudgetPeriod | null): string | null {
  const planned = Object.entries(plannedLimits ?? {}).find(([start]) => period && start.slice(0, 10) === period.start);
  return planned?.[1].amount ?? limit?.amount ?? null;
}

function stateOf({ limit, actual, forecast, usedPercent, pacePercent }: Figures): BudgetState {
  if (limit === null || actual === null) return 'unknown';
  if (new Decimal(actual).gt(limit)) return 'over';
  if (forecast !== null && new Decimal(forecast).gt(limit)) return 'willExceed';
  const ahead = usedPercent !== null && pacePercent !== null && usedPercent > pacePercent + PACE_TOLERANCE_POINTS;
  return ahead ? 'aheadOfPace' : 'onTrack';
}

/** Null where the limit is 0 or below, of which a share says nothing. */
function percentOf(amount: string, limit: string): number | null {
  return Number(limit) > 0 ? new Decimal(amount).div(limit).times(100).toNumber() : null;
}

function elapsedOf({ start, end }: BudgetPeriod, now: Date): Elapsed {
  const whole = Math.max(Date.parse(end) - Date.parse(start), DAY_MS);
  const passed = Math.min(Math.max(now.getTime() - Date.parse(start), 0), whole);
  return { days: passed / DAY_MS, left: (whole - passed) / DAY_MS, share: passed / whole };
}

function daysUntilOut({ limit, actual }: Figures, elapsed: Elapsed | null): number | null {
  if (limit === null || actual === null || elapsed === null) return null;
  const rest = Number(limit) - Number(actual);
  if (rest <= 0) return 0;
  if (Number(actual) <= 0 || elapsed.days === 0) return null;
  const days = (rest / Number(actual)) * elapsed.days;
  return days < elapsed.left ? days : null;
}

function tellsNobody({ notifications }: Budget): boolean {
  return notifications?.every(({ subscribers }) => subscribers?.length === 0) ?? false;
}
