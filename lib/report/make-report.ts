import type { BudgetStanding } from '#lib/spend/budget-standing.ts';
import type { WeekFix } from '#lib/store/report-fixes.ts';
import type { WeekEndBucket, WeekEndSource } from '#lib/store/report-week-end.ts';
import type { WeekEndTotals } from '#lib/store/report-week-totals.ts';
import { creatorLabel } from '#lib/waste/creator.ts';
import type { IsoWeek, WeekSpan } from './iso-week.ts';
import type { LikelyCause, Report } from './report.ts';
import { compareGuardrails, type GuardrailEnds } from './week-guardrails.ts';

/** A fix's waste has come back when its bucket holds so much again of what the fix was to take away. */
export const RETURNED_SHARE = 0.1;
const openStates = ['applied', 'confirmed', 'eligible', 'clearing'];

/** Everything a week's report is made from, as it stood at the week's end. */
export type WeekFacts = {
  week: IsoWeek;
  timeZone: string;
  span: WeekSpan;
  end: { source: WeekEndSource; totals: WeekEndTotals } | null;
  /** At the end of the week before, of the accounts that are looked at still; null: nothing had been read. */
  former: Pick<WeekEndTotals, 'monthlyUsd' | 'unread'> | null;
  top: readonly WeekEndBucket[];
  unread: {
    buckets: number | null;
    accounts: { accountId: string; accountName: string }[];
    items: readonly WeekEndBucket[];
  };
  fixes: readonly WeekFix[];
  /** Buckets with a proved fix that hold bytes again, as they stood at the week's end. */
  fixedBuckets: readonly WeekEndBucket[];
  spend: Report['spend'];
  budget: BudgetStanding | null;
  guardrails: GuardrailEnds;
  history: Report['history'];
};

/** The report of a week, from facts alone: the same facts make the same report. */
export function makeReport(facts: WeekFacts): Report {
  const { week, timeZone, span, end, top, unread, fixes } = facts;
  return {
    week,
    timeZone,
    start: span.start.toISOString(),
    end: span.end.toISOString(),
    masked: { accounts: 'no', buckets: 'no', amounts: 'no' },
    readAt: end?.source.at.toISOString() ?? null,
    snapshotId: end?.source.snapshotId ?? null,
    waste: end && wasteOf({ ...end.totals, unlisted: unread.accounts.length }, facts.former),
    recovered: recoveredOf(fixes, { span, readAt: end?.source.at ?? null }),
    mostWasteful: top.map((bucket) => ({
      ...placeOf(bucket),
      monthlyUsd: bucket.monthlyUsd,
      bytes: bucket.bytes,
      uploads: bucket.uploads,
      coverage: bucket.coverage,
      measurement: bucket.measurement,
      likelyCause: likelyCause(bucket),
    })),
    otherBuckets: othersOf(end?.totals ?? null, top),
    fixes: fixesOf(facts),
    coverage: end && coverageOf(end.totals),
    unseen: {
      buckets: unread.buckets,
      accounts: unread.accounts,
      items: unread.items.flatMap((bucket) => {
        const { measurement, problem } = bucket;
        if (measurement === 'exact' || measurement === 'sampled') return [];
        return { ...placeOf(bucket), measurement, problem };
      }),
    },
    spend: facts.spend,
    budget: budgetOf(facts.budget),
    guardrails: compareGuardrails(facts.guardrails),
    history: facts.history,
  };
}

function wasteOf(
  totals: WeekEndTotals & { unlisted: number },
  former: WeekFacts['former'],
): NonNullable<Report['waste']> {
  const { monthlyUsd, bytes, uploads, wasteful, unread, unlisted } = totals;
  const change = former && monthlyUsd - former.monthlyUsd;
  // Less is seen, which is not less.
  const lessRead = former !== null && change !== null && change < 0 && unread > former.unread;
  // Nor is it more because more is seen.
  const moreRead = former !== null && change !== null && change > 0 && unread < former.unread;
  const isNoChange = lessRead || moreRead;
  return {
    monthlyUsd,
    changeUsd: isNoChange ? null : change,
    changePercent: former?.monthlyUsd && change !== null && !isNoChange ? (100 * change) / former.monthlyUsd : null,
    bytes,
    uploads,
    buckets: wasteful,
    atLeast: unread > 0 || unlisted > 0,
    lessRead,
    moreRead,
  };
}

/** Without a look, and where no fix tells by itself, that nothing was recovered is not known: it is null, not 0. */
function recoveredOf(
  fixes: readonly WeekFix[],
  { span: { start }, readAt }: { span: WeekSpan; readAt: Date | null },
): Report['recovered'] {
  const sum = (figure: (fix: WeekFix) => number) => fixes.reduce((total, fix) => total + figure(fix), 0);
  const own = fixes.filter(({ appliedAt }) => appliedAt >= start);
  const isLookedAt = readAt !== null && readAt >= start;
  const booked = sum((fix) => fix.bookedUsd - fix.formerlyBookedUsd);
  const isKnown = readAt !== null || fixes.length > 0;
  return {
    week: {
      bookedUsd: isLookedAt || booked !== 0 ? booked : null,
      expectedUsd: isLookedAt || own.length > 0 ? own.reduce((total, fix) => total + expectedOf(fix), 0) : null,
    },
    sinceStart: {
      bookedUsd: isKnown ? sum((fix) => fix.bookedUsd) : null,
      expectedUsd: isKnown ? sum(expectedOf) : null,
      since: fixes[0]?.appliedAt.toISOString() ?? null,
    },
  };
}

/** What a fix in force still waits for, USD a month. */
function expectedOf({ state, exists, plannedUsd, bookedUsd }: WeekFix): number {
  return openStates.includes(state) && exists ? Math.max(0, plannedUsd - bookedUsd) : 0;
}

function othersOf(totals: WeekEndTotals | null, top: readonly WeekEndBucket[]): Report['otherBuckets'] {
  if (!totals) return { buckets: null, monthlyUsd: null };
  const shown = top.reduce((sum, { monthlyUsd }) => sum + (monthlyUsd ?? 0), 0);
  return { buckets: totals.wasteful - top.length, monthlyUsd: Math.max(0, totals.monthlyUsd - shown) };
}

function fixesOf({ fixes, fixedBuckets, span: { start } }: WeekFacts): Report['fixes'] {
  const inForce = fixes.filter(({ state }) => state !== 'failed');
  const applied = inForce.filter(({ appliedAt, undoneAt }) => appliedAt >= start && undoneAt === null);
  const proved = inForce.filter(({ cleanAt }) => cleanAt !== null && cleanAt >= start);
  return {
    applied: applied.map((fix) => ({ ...placeOf(fix), at: fix.appliedAt.toISOString(), expectedUsd: fix.plannedUsd })),
    proved: proved.map((fix) => ({
      ...placeOf(fix),
      at: (fix.cleanAt ?? fix.appliedAt).toISOString(),
      bookedUsd: fix.bookedUsd,
    })),
    returned: returnedOf(fixes, fixedBuckets),
  };
}

/** How many bytes a bucket holds at least, by its id, when waste has come back after a fix that was proved. */
export function leastReturned(fixes: readonly WeekFix[]): Map<number, number> {
  const proved = [...lastFixes(fixes).values()].filter(isProved);
  return new Map(proved.map(({ bucketId, plannedBytes }) => [bucketId, RETURNED_SHARE * plannedBytes]));
}

/** Of each bucket the last fix counts: one that was undone, or that is at work, has nothing to come back. */
function lastFixes(fixes: readonly WeekFix[]): Map<number, WeekFix> {
  return new Map(fixes.filter(({ state }) => state !== 'failed').map((fix) => [fix.bucketId, fix]));
}

function isProved({ cleanAt, state }: WeekFix): boolean {
  return cleanAt !== null && state === 'clean';
}

function returnedOf(fixes: readonly WeekFix[], buckets: readonly WeekEndBucket[]): Report['fixes']['returned'] {
  const [last, least] = [lastFixes(fixes), leastReturned(fixes)];
  return buckets
    .flatMap((bucket) => {
      const fix = last.get(bucket.bucketId);
      if (!fix?.cleanAt || !isProved(fix)) return [];
      if ((bucket.bytes ?? 0) === 0 || (bucket.bytes ?? 0) < (least.get(bucket.bucketId) ?? 0)) return [];
      const { monthlyUsd, bytes } = bucket;
      const provedAt = fix.cleanAt.toISOString();
      return { ...placeOf(bucket), provedAt, monthlyUsd, bytes, likelyCause: likelyCause(bucket) };
    })
    .sort((a, b) => (b.monthlyUsd ?? 0) - (a.monthlyUsd ?? 0));
}

function coverageOf({ buckets, coverage }: WeekEndTotals): NonNullable<Report['coverage']> {
  const { full, partial, disabled, none, unknown } = coverage;
  return { buckets, protected: full, partly: partial, unprotected: disabled + none, unknown };
}

function likelyCause({ breakdown }: WeekEndBucket): LikelyCause {
  const [most] = breakdown?.byCreator ?? [];
  if (!most || most.creator === 'unknown') return null;
  return { creator: most.creator, label: creatorLabel(most.creator), confidence: most.confidence };
}

function budgetOf(standing: BudgetStanding | null): Report['budget'] {
  if (!standing) return null;
  const { accountId, accountName, budget, verdict } = standing;
  const { limit, actual, forecast, usedPercent, state } = verdict;
  return {
    accountId,
    accountName,
    name: budget.name,
    currency: budget.limit?.unit ?? 'USD',
    month: standing.readAt.toISOString().slice(0, 7),
    limit,
    actual,
    forecast,
    usedPercent,
    state,
    readAt: standing.readAt.toISOString(),
  };
}

function placeOf({
  accountId,
  accountName,
  bucket,
  region,
}: Pick<WeekEndBucket, 'accountId' | 'accountName' | 'bucket' | 'region'>) {
  return { accountId, accountName, bucket, region };
}
