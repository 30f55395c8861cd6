import { addDays, daysOf } from '#lib/spend/calendar.ts';
import type { WasteDay } from '#lib/store/report-days.ts';
import type { Report } from './report.ts';

/** Thirteen weeks: a quarter of a year. */
export const HISTORY_DAYS = 91;

/**
 * A stacked history in USD a month, the last part what is in no series. A day on which nobody looked repeats the one before, and says so.
 * @param last what the chart ends with: the figures at the week's end itself, which may be within a day
 */
export function historyDays({
  from,
  total,
  series,
  last,
}: {
  from: string;
  total: readonly WasteDay[];
  series: readonly (readonly WasteDay[])[];
  last: { day: string; monthlyUsd: number; parts: readonly number[] };
}): Report['history']['days'] {
  const all = filled(total, from, last);
  const looked = new Set([...total.map(({ day }) => day), last.day]);
  const parts = series.map((days, index) => filled(days, from, { day: last.day, monthlyUsd: last.parts[index] ?? 0 }));
  return daysOf({ from, to: addDays(last.day, 1) }).flatMap((day) => {
    const sum = all.get(day);
    if (sum === undefined) return [];
    const own = parts.map((known) => known.get(day) ?? 0);
    const rest = sum - own.reduce((total, usd) => total + usd, 0);
    return { day, parts: [...own, Math.max(0, rest)], ...(!looked.has(day) && { looked: false as const }) };
  });
}

/** The days that were looked at, by their places: a run for each time in which none was left out. */
export function lookedRuns(days: Report['history']['days']): number[][] {
  const runs: number[][] = [];
  for (const [index, { looked }] of days.entries()) {
    if (looked === false) continue;
    const run = runs.at(-1);
    if (run?.at(-1) === index - 1) run.push(index);
    else runs.push([index]);
  }
  return runs;
}

function filled(days: readonly WasteDay[], from: string, last: WasteDay): Map<string, number> {
  const known = new Map(
    [...days.filter(({ day }) => day < last.day), last].map(({ day, monthlyUsd }) => [day, monthlyUsd]),
  );
  const result = new Map<string, number>();
  let former: number | undefined;
  for (const day of daysOf({ from, to: addDays(last.day, 1) })) {
    former = known.get(day) ?? former;
    if (former !== undefined) result.set(day, former);
  }
  return result;
}
