import { addDays, dayOf } from './calendar.ts';
import { Exact, exactSum } from './exact.ts';

/** A service's cost by day; a day that is not there was not read. Amounts are exact decimals. */
export type DailySeries = { key: string; days: readonly { day: string; amount: string }[] };

/** Days in a row on which a service cost far more than on the same weekdays before. */
export type FoundAnomaly = {
  key: string;
  /** First and last day, inclusive. */
  start: string;
  end: string;
  actual: string;
  /** The sum of the medians. */
  expected: string;
  impact: string;
  /** The largest modified z-score of its days. */
  score: number;
};

/** Modified z-score above which a value is an outlier: Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993. */
export const OUTLIER_SCORE = 3.5;
/** The median absolute deviation of a normal distribution in standard deviations (the same source). */
const MAD_OF_NORMAL = 0.6745;
/** A service that costs the same every week has no deviation: less than so much of its median is none. */
const LEAST_DEVIATION = 0.05;
/** Weeks compared with, and how many of them are enough. */
export const WEEKS = 12;
export const LEAST_WEEKS = 5;
/** Days that are judged, the last ones. */
export const JUDGED_DAYS = 30;
/** What is not worth a look: so little of the expected cost on a day, and so little altogether, in the bill's currency. */
export const LEAST_SHARE = 0.2;
export const LEAST_IMPACT = 5;
/** What is billed once a month comes back at its first: this much of a former first is not new. */
const AS_BEFORE = 1.1;

/**
 * Days that cost far more than usual, by our own robust test where no anomaly monitor of AWS exists: each day against the
 * median of the same weekday of the up to 12 weeks before, in units of their median absolute deviation, service by
 * service. A first of a month is compared with the former firsts too. The most expensive anomaly comes first.
 */
export function findAnomalies({ series, now }: { series: readonly DailySeries[]; now: Date }): FoundAnomaly[] {
  const from = addDays(dayOf(now), -JUDGED_DAYS);
  return series
    .flatMap(({ key, days }) => {
      const amounts = new Map(days.map(({ day, amount }) => [day, Number(amount)]));
      const outliers = days.flatMap(({ day, amount }) =>
        day >= from ? (outlierOf({ day, amount, amounts }) ?? []) : [],
      );
      return runsOf(outliers).map((run) => anomalyOf(key, run));
    })
    .filter(({ impact }) => Number(impact) >= LEAST_IMPACT)
    .sort((a, b) => Number(b.impact) - Number(a.impact));
}

/**
 * Of the days that are judged, those that can be: with enough of the same weekday before them. Of the others nothing was
 * found because nothing could be.
 * @param days all that were read
 */
export function judgedDays({ days, now }: { days: readonly string[]; now: Date }): string[] {
  const read = new Set(days);
  const from = addDays(dayOf(now), -JUDGED_DAYS);
  return days.filter(
    (day) => day >= from && day < dayOf(now) && weeksBefore(day).filter((one) => read.has(one)).length >= LEAST_WEEKS,
  );
}

/** The same weekday of the weeks that a day is compared with. */
function weeksBefore(day: string): string[] {
  return Array.from({ length: WEEKS }, (_, week) => addDays(day, -7 * (week + 1)));
}

/**
 * Costs as series: a day that was read and has no cost of a service cost nothing.
 * @param items of one grouping, as of `costSeries`
 * @param days all that were read
 */
export function dailySeries({
  items,
  days,
}: {
  items: readonly { start: string; keys: string[]; amount: string }[];
  days: readonly string[];
}): DailySeries[] {
  return [...Map.groupBy(items, ({ keys }) => keys[0] ?? '')].map(([key, own]) => {
    const amounts = new Map(own.map(({ start, amount }) => [start, amount]));
    return { key, days: days.map((day) => ({ day, amount: amounts.get(day) ?? '0' })) };
  });
}

type Outlier = { day: string; amount: string; expected: number; score: number };

function outlierOf({
  day,
  amount: text,
  amounts,
}: {
  day: string;
  amount: string;
  amounts: ReadonlyMap<string, number>;
}): Outlier | null {
  const amount = Number(text);
  const before = weeksBefore(day).flatMap((one) => amounts.get(one) ?? []);
  if (before.length < LEAST_WEEKS) return null;
  const expected = median(before);
  const deviation = median(before.map((value) => Math.abs(value - expected)));
  const scale = Math.max(deviation, LEAST_DEVIATION * Math.abs(expected));
  const score = scale > 0 ? (MAD_OF_NORMAL * (amount - expected)) / scale : amount > expected ? Infinity : 0;
  if (score <= OUTLIER_SCORE || amount - expected < LEAST_SHARE * expected) return null;
  return day.endsWith('-01') && !isNewAtFirst({ day, amount, amounts }) ? null : { day, amount: text, expected, score };
}

/** Without a former first nothing can be said of one. */
function isNewAtFirst({
  day,
  amount,
  amounts,
}: {
  day: string;
  amount: number;
  amounts: ReadonlyMap<string, number>;
}): boolean {
  const firsts = [...amounts].filter(([other]) => other.endsWith('-01') && other < day).map(([, value]) => value);
  return firsts.length > 0 && amount > AS_BEFORE * Math.max(...firsts);
}

/** Outliers day after day are one anomaly. */
function runsOf(outliers: Outlier[]): [Outlier, ...Outlier[]][] {
  const runs: [Outlier, ...Outlier[]][] = [];
  for (const outlier of outliers.toSorted((a, b) => (a.day < b.day ? -1 : 1))) {
    const last = runs.at(-1);
    if (last && last.at(-1)?.day === addDays(outlier.day, -1)) last.push(outlier);
    else runs.push([outlier]);
  }
  return runs;
}

function anomalyOf(key: string, run: [Outlier, ...Outlier[]]): FoundAnomaly {
  const actual = exactSum(run.map(({ amount }) => amount));
  const expected = exactSum(run.map((day) => String(day.expected)));
  return {
    key,
    start: run[0].day,
    end: run.at(-1)?.day ?? run[0].day,
    actual,
    expected,
    impact: new Exact(actual).minus(expected).toFixed(),
    score: Math.max(...run.map(({ score }) => score)),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
