import { addDays, addMonths, dayOf, daysBetween, earliestOf, latestOf, monthOf } from './calendar.ts';
import { type CostCut, costCuts, type Granularity } from './cost-row.ts';

/** How far a cut was read of one Cost Explorer; days `YYYY-MM-DD`, null where nothing was. */
export type CutState = {
  firstDay: string | null;
  lastDay: string | null;
  /** The first day that AWS still marks as estimated. */
  estimatedFrom: string | null;
  firstMonth: string | null;
};
export type CostState = Record<CostCut, CutState>;

/** Periods of a cut that are to be read; `to` is exclusive. */
export type CostSpan = { cut: CostCut; granularity: Granularity; from: string; to: string };

/** The first reading: so many days that are over, beside today; Cost Explorer shows 13 months beside the current one. */
export const FIRST_DAYS = 90;
export const FIRST_MONTHS = 13;
/** Days that AWS may still restate although it no longer marks them. */
export const RESTATED_DAYS = 3;
/** A month's bill is closed in its first days: https://docs.aws.amazon.com/cost-management/latest/userguide/ce-exploring-data.html */
export const CLOSING_DAYS = 7;

const unread: CutState = { firstDay: null, lastDay: null, estimatedFrom: null, firstMonth: null };
export const nothingRead: CostState = { service: unread, region: unread, usageType: unread };

/**
 * What has to be read now, days first. A cut that was never read, or not for longer than the days reach back, is read
 * from its start: 90 days and 13 months. Later only the days that may have changed are; their months are summed from them.
 */
export function costSpans({ state, now }: { state: CostState; now: Date }): CostSpan[] {
  const today = dayOf(now);
  const firstDay = addDays(today, -FIRST_DAYS);
  const days = costCuts.map((cut): CostSpan => {
    const from = isBegun(state[cut], firstDay) ? changedFrom(state[cut], today) : firstDay;
    return { cut, granularity: 'daily', from: latestOf([from, firstDay]), to: addDays(today, 1) };
  });
  const months = costCuts
    .filter((cut) => !isBegun(state[cut], firstDay) || !hasMonths(state[cut]))
    .map(
      (cut): CostSpan => ({
        cut,
        granularity: 'monthly',
        from: addMonths(today, -FIRST_MONTHS),
        to: addMonths(today, 1),
      }),
    );
  return [...days, ...months];
}

/** Whether the days known reach the ones that can be read now, so that no day in between stays out. */
function isBegun({ lastDay }: CutState, firstDay: string): boolean {
  return lastDay !== null && addDays(lastDay, 1) >= firstDay;
}

/** Months that were summed from days begin no earlier than these. */
function hasMonths({ firstDay, firstMonth }: CutState): boolean {
  return firstMonth !== null && firstDay !== null && firstMonth < monthOf(firstDay);
}

function changedFrom({ lastDay, estimatedFrom }: CutState, today: string): string {
  const closing = daysBetween(monthOf(today), today) < CLOSING_DAYS ? [addMonths(today, -1)] : [];
  // As of the last reading: what it found too young to be whole is read again, however long ago that was.
  const young = lastDay && addDays(lastDay, 1 - RESTATED_DAYS);
  const candidates = [...closing, young, estimatedFrom].filter((day) => day !== null);
  return earliestOf([addDays(today, -RESTATED_DAYS), ...candidates]);
}
