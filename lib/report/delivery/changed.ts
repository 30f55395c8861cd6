import type { Report } from '../report.ts';
import { wasLookedAt } from '../report-words.ts';

const A_CENT = 0.005;
/** By so many per cent a bill moves without anybody doing anything. */
const SPEND_PERCENT = 10;

/**
 * Whether a week has anything to tell that the week before had not: waste that moved, fixes, guardrails, a bill that moved,
 * something else that could not be read; and whether something is wrong: a budget over or about to be, or nobody looked.
 */
export function hasChanged(report: Report, former: Report): boolean {
  const { waste, fixes, recovered, guardrails, spend, budget } = report;
  const known = new Set(former.fixes.returned.map(placeOf));
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
