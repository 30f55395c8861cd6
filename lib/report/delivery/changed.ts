import { addWeeks, type IsoWeek, weekOf } from '../iso-week.ts';
import type { Report } from '../report.ts';
import { wasLookedAt } from '../report-words.ts';

const A_CENT = 0.005;
/** By so many per cent a bill moves without anybody doing anything. */
const SPEND_PERCENT = 10;

/** Whether a week has anything to tell, of the reports that `reportOf` makes. */
export async function tellsNews(week: IsoWeek, reportOf: (week: IsoWeek) => Promise<Report>): Promise<boolean> {
  const [report, former] = [await reportOf(week), await reportOf(addWeeks(week, -1))];
  const { readAt, timeZone } = former;
  // In a week in which nobody looked nothing came back that anybody knows of.
  const looked = readAt === null || wasLookedAt(former) ? former : await reportOf(weekOf(new Date(readAt), timeZone));
  return hasChanged(report, { former, looked });
}

/**
 * Whether a week has anything to tell that the week before had not: waste that moved, fixes, guardrails, a bill that moved,
 * something else that could not be read; and whether something is wrong: a budget over or about to be, or nobody looked.
 * `looked`: the last week before in which somebody looked.
 */
function hasChanged(report: Report, { former, looked }: { former: Report; looked: Report }): boolean {
  const { waste, fixes, recovered, guardrails, spend, budget } = report;
  const known = new Set(looked.fixes.returned.map(placeOf));
  const returned = fixes.returned.filter((bucket) => !known.has(placeOf(bucket)));
  return [
    // Of an estate that nobody has ever looked at there is nothing to tell yet.
    report.readAt !== null && !wasLookedAt(report),
    waste !== null && (waste.changeUsd === null || Math.abs(waste.changeUsd) >= A_CENT),
    fixes.applied.length + fixes.proved.length + returned.length > 0,
    guardrails !== null && guardrails.opened.length + guardrails.closed.length > 0,
    (recovered.week.bookedUsd ?? 0) >= A_CENT,
    unseenIn(report) !== unseenIn(former),
    budget?.state === 'over' || budget?.state === 'willExceed',
    Math.abs(spend?.changePercent ?? 0) >= SPEND_PERCENT,
  ].some(Boolean);
}

function unseenIn({ unseen }: Report): string {
  return JSON.stringify([unseen.buckets, unseen.accounts.map(({ accountId }) => accountId), unseen.items.map(placeOf)]);
}

function placeOf({ accountId, bucket }: { accountId: string | null; bucket: string | null }): string {
  return `${accountId}/${bucket}`;
}
