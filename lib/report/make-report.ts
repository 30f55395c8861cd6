import type { BudgetStanding } from '#lib/spend/budget-standing.ts';
import type { WeekFix } from '#lib/store/report-fixes.ts';
import type { WeekEndBucket, WeekEndSource } from '#lib/store/report-week-end.ts';
import type { WeekEndTotals } from '#lib/store/report-week-totals.ts';
import { creatorLabel } from '#lib/waste/creator.ts';
import { cameBackUsd } from './came-back.ts';
import type { IsoWeek, WeekSpan } from './iso-week.ts';
import type { LikelyCause, Report } from './report.ts';
import { compareGuardrails, type GuardrailEnds } from './week-guardrails.ts';

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
  /** Buckets with a proved fix that hold bytes, as they stood at the week's end, and the least that each held since. */
  fixedBuckets: readonly (WeekEndBucket & { lowestBytes: number | null })[];
  spend: Report['spend'];
  bill: NonNullable<Report['bill']> | null;
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
    bill: facts.bill,
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

function fixesOf({ fixes, fixedBuckets, end, span: { start } }: WeekFacts): Report['fixes'] {
  const inForce = fixes.filter(({ state }) => state !== 'failed');
  const applied = inForce.filter(({ appliedAt, undoneAt }) => appliedAt >= start && undoneAt === null);
  const proved = inForce.filter((fix) => fix.cleanAt !== null && fix.cleanAt >= start && tookAway(fix));
  return {
    applied: applied.map((fix) => ({
      ...placeOf(fix),
      at: fix.appliedAt.toISOString(),
      expectedUsd: fix.plannedUsd,
      nothingToClear: !tookAway(fix),
    })),
    proved: proved.map((fix) => ({
      ...placeOf(fix),
      at: (fix.cleanAt ?? fix.appliedAt).toISOString(),
      bookedUsd: fix.bookedUsd,
    })),
    // Whether waste is back, and still is, tells a look of this week alone.
    returned: end && end.source.at >= start ? returnedOf(fixes, { buckets: fixedBuckets, start }) : [],
  };
}

/** Of each bucket the fix whose waste may come back: the last one, and only once it was proved. */
export function provedFixes(fixes: readonly WeekFix[]): Map<number, WeekFix & { cleanAt: Date }> {
  const counting = fixes
    .filter(({ state }) => state !== 'failed')
    .filter((fix) => fix.state !== 'clean' || tookAway(fix));
  const last = new Map(counting.map((fix) => [fix.bucketId, fix]));
  return new Map(
    [...last.values()].flatMap((fix) =>
      fix.cleanAt !== null && fix.state === 'clean' ? [[fix.bucketId, { ...fix, cleanAt: fix.cleanAt }] as const] : [],
    ),
  );
}

/** One that had nothing to take away is in force, and proves nothing. */
function tookAway({ plannedUploads }: WeekFix): boolean {
  return plannedUploads > 0;
}

function returnedOf(
  fixes: readonly WeekFix[],
  { buckets, start }: { buckets: WeekFacts['fixedBuckets']; start: Date },
): Report['fixes']['returned'] {
  const proved = provedFixes(fixes);
  return buckets
    .flatMap((bucket) => {
      const fix = proved.get(bucket.bucketId);
      const { monthlyUsd, bytes, checkedAt, measurement } = bucket;
      if (!fix || bytes === null || (checkedAt !== null && (checkedAt < start || checkedAt <= fix.cleanAt))) return [];
      if (measurement === 'denied' || measurement === 'notScanned') return [];
      const heldBytes = measurement === 'sampled' ? (bucket.bytesLow ?? bytes) : bytes;
      const { plannedBytes } = fix;
      const usd = cameBackUsd({ plannedBytes, lowestBytes: bucket.lowestBytes, heldBytes, bytes, monthlyUsd });
      if (!usd) return [];
      const provedAt = fix.cleanAt.toISOString();
      return { ...placeOf(bucket), provedAt, monthlyUsd, cameBackUsd: usd, bytes, likelyCause: likelyCause(bucket) };
    })
    .sort((a, b) => b.cameBackUsd - a.cameBackUsd);
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

/** A budget as a report tells it. */
export function budgetOf(standing: BudgetStanding | null): Report['budget'] {
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
