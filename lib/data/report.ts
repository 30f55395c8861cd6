import { cacheLife } from 'next/cache';
import { headers } from 'next/headers';
import { cache } from 'react';
import { env } from '#lib/env.ts';
import { moneyTicks } from '#lib/money/money-ticks.ts';
import { lookedRuns } from '#lib/report/history.ts';
import { addWeeks, type IsoWeek, lastWholeWeek, parseWeek, weekDays, weekName } from '#lib/report/iso-week.ts';
import {
  bucketsDayText,
  fixDays,
  fixesText,
  noBucketsText,
  noFixesText,
  sinceText,
  unseenWords,
} from '#lib/report/known-words.ts';
import { localTimeText } from '#lib/report/local-time.ts';
import { pictureDescription } from '#lib/report/picture/picture.ts';
import { readReport } from '#lib/report/read-report.ts';
import * as words from '#lib/report/report-words.ts';
import { latestSpendSnapshot } from '#lib/store/spend-snapshots.ts';
import { getNow, getSnapshot } from './snapshot.ts';

/** The last week that is over, where the report is read. */
export async function getLastWeek(): Promise<IsoWeek> {
  return lastWholeWeek(await getNow(), env().REPORT_TIME_ZONE);
}

/** A week's report and what it says; null for what is no week, or one that is not over. */
export const getReport = cache(async (text: string) => {
  // First of all, because it waits for a request: in a prerender nobody may ask for the time, and weeks do.
  const last = await getLastWeek();
  const week = parseWeek(text);
  if (!week || week > last) return null;
  const [snapshot, spend] = [await getSnapshot(), await latestSpendSnapshot()];
  const report = await readCached(week, env().REPORT_TIME_ZONE, `${snapshot?.snapshotId} ${spend?.snapshotId}`);
  const { days } = report.history;
  const totals = days.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0));
  return {
    week,
    report,
    name: weekName(week),
    days: weekDays(week),
    previous: addWeeks(week, -1),
    following: week < last ? addWeeks(week, 1) : null,
    headline: words.headline(report),
    next: words.nextStep(report),
    change: words.saysChange(report) || !words.wasLookedAt(report) ? null : words.sinceLastWeek(report),
    coverage: words.coverageText(report),
    unseen: words.unseenText(report),
    guardrails: words.guardrailsText(report),
    known: {
      unseen: unseenWords(report),
      bucketsDay: bucketsDayText(report),
      noBuckets: noBucketsText(report),
      fixes: fixesText(report),
      noFixes: noFixesText(report),
      fixDays: fixDays(report),
      since: sinceText(report),
      lookedAt: report.readAt && localTimeText(report, report.readAt),
    },
    budget: words.budgetText(report),
    bill: { pending: words.billPendingText(report), last: words.lastKnownBill(report) },
    history: {
      runs: lookedRuns(days),
      unlooked: words.unlookedText(report),
      legend: words.unlookedLegend(report),
      finding: words.historyFinding(report),
      ticks: moneyTicks(0, Math.max(...totals, 0.01)),
      totals,
    },
    description: pictureDescription(report),
  };
});

export type ReportView = NonNullable<Awaited<ReturnType<typeof getReport>>>;

/** Where this page is, for links that leave it: its public address, else by a name that the front door let in. */
export async function getOrigin(): Promise<URL> {
  const host = (await headers()).get('host') ?? 'localhost';
  return new URL(env().PUBLIC_URL ?? `http://${host}`);
}

/** A week that is over stays as it was; only its bill is restated, by a new snapshot of money. */
async function readCached(week: IsoWeek, timeZone: string, _snapshots: string) {
  'use cache';
  cacheLife('days');
  return readReport({ week, timeZone });
}
