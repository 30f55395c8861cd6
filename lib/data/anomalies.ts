import { cacheLife } from 'next/cache';
import { formatMoney } from '#lib/money/format-money.ts';
import { type Anomaly, anomaliesSchema } from '#lib/spend/anomaly.ts';
import { addDays } from '#lib/spend/calendar.ts';
import {
  dailySeries,
  findAnomalies,
  JUDGED_DAYS,
  judgedDays,
  LEAST_IMPACT,
  LEAST_SHARE,
  OUTLIER_SCORE,
  WEEKS,
} from '#lib/spend/find-anomalies.ts';
import { lastWholeDay } from '#lib/spend/spend-time.ts';
import { costSeries } from '#lib/store/cost-series.ts';
import { getCostCoverage, getCostFilters } from './costs.ts';
import { accountIdsOf } from './scope.ts';
import type { Scope } from './scope-query.ts';
import { getKnown, getSpendSnapshot, type UnreadAccount } from './spend.ts';
import { getToldCosts } from './told-costs.ts';

/** Cost Anomaly Detection keeps so many days. */
const AWS_DAYS = 90;

export type AnomalyView = {
  id: string;
  start: string;
  /** Its last day; null: it goes on. */
  end: string | null;
  /** Above what was expected. */
  impact: string;
  /** Null: not named. */
  service: string | null;
  /** Of the cause beside its service: account, region, usage type; or what it is measured by. */
  details: string[];
};

export type AnomaliesView = {
  /** The newest first. */
  anomalies: AnomalyView[];
  /** Null: nobody could look. */
  foundBy: 'aws' | 'here' | null;
  monitors: number;
  /** So many days were judged; 0: too little is known for any. */
  days: number;
  currency: string | null;
  unread: UnreadAccount[];
  /** How our own test decides; null where it is AWS's. */
  method: string | null;
};

/** What AWS's monitors found, or, where there is none that looks, what our own test finds in the costs stored. */
export async function getAnomalies({
  service,
  ...scope
}: Scope & { service: string | undefined }): Promise<AnomaliesView> {
  const [{ known, unread }, snapshot, coverage, { accounts }, accountIds] = await Promise.all([
    getKnown('anomalies', anomaliesSchema),
    getSpendSnapshot(),
    getCostCoverage(),
    getCostFilters(),
    accountIdsOf(scope),
  ]);
  const nameOf = new Map(accounts.map(({ accountId, name }) => [accountId, name]));
  const monitors = known.reduce((sum, { data }) => sum + data.monitors, 0);
  const shared = { monitors, unread, currency: known[0]?.currency ?? coverage?.currency ?? null };
  if (monitors > 0) {
    const found = known.flatMap(({ data }) => data.anomalies).filter((anomaly) => isOf(anomaly, accountIds, service));
    const anomalies = found.map((anomaly) => ofAws(anomaly, nameOf)).sort(newestFirst);
    return { ...shared, anomalies, foundBy: 'aws', days: AWS_DAYS, method: null };
  }
  const lastDay = coverage && lastWholeDay(coverage);
  if (!snapshot || !coverage || !lastDay) return { ...shared, anomalies: [], foundBy: null, days: 0, method: null };
  const told = await getToldCosts(scope, addDays(lastDay, 1 - JUDGED_DAYS));
  if (told.told === 'none') return { ...shared, anomalies: [], foundBy: null, days: 0, method: null };
  const ours = await readOurs(snapshot.snapshotId, lastDay, accountIds, coverage.currency);
  const anomalies = ours.anomalies
    .filter((anomaly) => service === undefined || anomaly.service === service)
    .sort(newestFirst);
  return { ...shared, anomalies, foundBy: 'here', days: ours.judged, method: methodIn(coverage.currency) };
}

function methodIn(currency: string | null): string {
  return (
    `Each service's day is compared with the same weekday of the ${WEEKS} weeks before. It counts when it is above their ` +
    `median by more than ${OUTLIER_SCORE} times their usual deviation (modified z-score of the median absolute deviation), by at ` +
    `least ${100 * LEAST_SHARE} %, and by ${formatMoney(LEAST_IMPACT, currency)} in all.`
  );
}

function isOf({ causes }: Anomaly, accountIds: readonly string[] | undefined, service: string | undefined) {
  if (accountIds === undefined && service === undefined) return true;
  return causes.some(
    (cause) =>
      (accountIds === undefined || (cause.accountId !== null && accountIds.includes(cause.accountId))) &&
      (service === undefined || cause.service === service),
  );
}

function ofAws({ anomalyId, start, end, impact, causes }: Anomaly, nameOf: ReadonlyMap<string, string>): AnomalyView {
  const [cause] = causes;
  const account = cause?.accountId ? (nameOf.get(cause.accountId) ?? cause.accountId) : null;
  const also = causes.length > 1 ? `and ${causes.length - 1} more` : null;
  const details = [account, cause?.region, cause?.usageType, also].filter((detail) => typeof detail === 'string');
  return { id: anomalyId, start, end, impact, service: cause?.service ?? null, details };
}

function newestFirst(a: AnomalyView, b: AnomalyView): number {
  return a.start === b.start ? Number(b.impact) - Number(a.impact) : a.start < b.start ? 1 : -1;
}

async function readOurs(
  _snapshotId: string,
  lastDay: string,
  accountIds: string[] | undefined,
  currency: string | null,
) {
  'use cache';
  cacheLife('days');
  const to = addDays(lastDay, 1);
  const from = addDays(to, -(JUDGED_DAYS + 7 * WEEKS + 1));
  const { items, periods } = await costSeries({
    granularity: 'daily',
    from,
    to,
    groupBy: 'service',
    metric: 'unblended',
    recordTypes: ['usage'],
    filter: { accountIds },
  });
  const series = dailySeries({ items, days: periods.map(({ start }) => start) });
  const now = new Date(to);
  const judged = judgedDays({ days: periods.map(({ start }) => start), now }).length;
  const anomalies = findAnomalies({ series, now }).map(
    ({ key, start, end, impact, actual, expected }): AnomalyView => ({
      id: `${key} ${start}`,
      start,
      end,
      impact,
      service: key,
      details: [`${formatMoney(actual, currency)} instead of ${formatMoney(expected, currency)}`],
    }),
  );
  return { anomalies, judged };
}
