import { cacheLife } from 'next/cache';
import { cache } from 'react';
import { dayOf, monthOf } from '#lib/spend/calendar.ts';
import { forecastSchema } from '#lib/spend/forecast.ts';
import { type MonthForecast, monthForecast } from '#lib/spend/month-forecast.ts';
import { type MonthToDate, monthToDate } from '#lib/spend/month-to-date.ts';
import { lastWholeDay } from '#lib/spend/spend-time.ts';
import type { ToldCosts } from '#lib/spend/told-costs.ts';
import { type WhoseForecast, whoseForecast } from '#lib/spend/whose-forecast.ts';
import { costTotals } from '#lib/store/cost-series.ts';
import { type CostSelection, selectionOf } from './cost-selection.ts';
import { getCostCoverage, getTellers } from './costs.ts';
import { accountIdsOf } from './scope.ts';
import type { Scope } from './scope-query.ts';
import { getNow } from './snapshot.ts';
import { getKnown, getSpendSnapshot } from './spend.ts';
import { parseSpendQuery, type SpendQuery } from './spend-query.ts';
import { getToldCosts } from './told-costs.ts';

export type MonthView = {
  month: MonthToDate;
  spent: string;
  /** The days that are over, and as many of the month before; null where nothing can be compared. */
  compared: { now: string; former: string } | null;
  currency: string | null;
  /** With `part` of it known `spent` is a lower bound; with `none` it says nothing. */
  costs: ToldCosts;
  /** Accounts whose own budgets see all of it. */
  asked: string[];
  /** Of the whole month, as AWS expects it; null where that is not known, or not of what was selected. */
  forecast: (MonthForecast & { level: number }) | null;
  /** Why it is not known, as far as that lies in whose it would be; null where it is known. */
  noForecast: Extract<WhoseForecast, { why: string }>['why'] | null;
};

/** The month to date of what was selected; null while no day of costs is known. */
export async function getMonth(query: SpendQuery): Promise<MonthView | null> {
  const [snapshot, coverage, now, accountIds] = await Promise.all([
    getSpendSnapshot(),
    getCostCoverage(),
    getNow(),
    accountIdsOf(query),
  ]);
  if (!snapshot || !coverage?.lastDay || !coverage.firstDay) return null;
  const month = monthToDate({ now, lastDay: coverage.lastDay, wholeDay: lastWholeDay(coverage) });
  const { compared } = month;
  const selection = selectionOf(query, accountIds);
  const total = (time: { from: string; to: string }) => readTotal(snapshot.snapshotId, time, selection);
  const comparable = compared !== null && coverage.firstDay <= compared.former.from;
  const [told, spent, present, former, { forecast, why }] = await Promise.all([
    getToldCosts(query, month.from),
    total(month),
    comparable ? total(compared.now) : null,
    comparable ? total(compared.former) : null,
    getForecast(snapshot.snapshotId, query, month, now),
  ]);
  // What was told of an account before nobody told of it any more still counts.
  const costs = told.told === 'none' && Number(spent) !== 0 ? { ...told, told: 'part' as const } : told;
  return {
    month,
    spent,
    costs,
    compared:
      present !== null && former !== null && costs.told !== 'none' && !costs.stale ? { now: present, former } : null,
    currency: coverage.currency,
    asked: await getAsked(query),
    forecast: costs.told === 'none' ? null : forecast,
    noForecast: why,
  };
}

/** The month to date of the whole bill, of an account's or of a unit's, as the overview shows it. */
export async function getMonthOf({ account, ou }: Scope): Promise<MonthView | null> {
  return monthOfScope(account, ou);
}

const monthOfScope = cache((account: string | undefined, ou: string | undefined) =>
  getMonth(parseSpendQuery({ account, ou })),
);

/** A payer's own budgets see what all of its accounts spend, those of another account only its own; a unit has none. */
async function getAsked(scope: Scope): Promise<string[]> {
  const { account } = scope;
  const tellers = await getTellers();
  if (scope.ou !== undefined) return [];
  if (account === undefined) return tellers.length === 1 ? tellers.map(({ accountId }) => accountId) : [];
  const own = tellers.find(({ accountId }) => accountId === account);
  return own?.linkedAccounts.some((linked) => linked !== account) ? [] : [account];
}

/** AWS forecasts the unblended cost of a whole Cost Explorer: of no service, and of an account only where it was asked. */
async function getForecast(
  snapshotId: string,
  { metric, credits, account, ou, service, region, usageType }: SpendQuery,
  month: MonthToDate,
  now: Date,
): Promise<{ forecast: MonthView['forecast']; why: MonthView['noForecast'] }> {
  const none = { forecast: null, why: null };
  if (metric !== 'unblended' || credits === 'out' || service || region || usageType) return none;
  if (month.from !== monthOf(dayOf(now))) return none;
  const [{ known, unread }, tellers] = await Promise.all([getKnown('forecast', forecastSchema), getTellers()]);
  const forecasts = known.map(({ accountId }) => accountId);
  const failed = unread.filter(({ accountId }) => !forecasts.includes(accountId));
  const whose = whoseForecast({ account, ou, forecasts, unread: failed.length, tellers });
  if ('why' in whose) return { forecast: null, why: whose.why };
  const reading = known.find(({ accountId }) => accountId === whose.accountId);
  if (!reading) return none;
  const { data: forecast } = reading;
  const selection = selectionOf(parseSpendQuery({ account }));
  const spent = await readTotal(snapshotId, { from: month.from, to: forecast.start }, selection);
  const whole = monthForecast({ spent, forecast, now });
  return { forecast: whole && { ...whole, level: forecast.level }, why: null };
}

async function readTotal(_snapshotId: string, { from, to }: { from: string; to: string }, selection: CostSelection) {
  'use cache';
  cacheLife('days');
  return costTotals({ from, to, ...selection });
}
