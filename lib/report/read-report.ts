import { addDays } from '#lib/spend/calendar.ts';
import { lowestBytes, lowestOf } from '#lib/store/lowest-bytes.ts';
import { bucketDays, type EstateDay, estateDays } from '#lib/store/report-days.ts';
import { weekFixes } from '#lib/store/report-fixes.ts';
import {
  type WeekEndBucket,
  type WeekEndSource,
  weekEndHolding,
  weekEndSource,
  weekEndTop,
  weekEndUnlisted,
  weekEndUnread,
} from '#lib/store/report-week-end.ts';
import { type WeekEndSums, weekEndSums, weekEndTotals } from '#lib/store/report-week-totals.ts';
import { RETURNED_USD } from './came-back.ts';
import { HISTORY_DAYS, historyDays } from './history.ts';
import { addWeeks, type IsoWeek, weekSpan } from './iso-week.ts';
import { makeReport, provedFixes, type WeekFacts } from './make-report.ts';
import type { Report } from './report.ts';
import { withSettledMoney } from './settled-money.ts';
import { readWeekGuardrails } from './week-guardrails.ts';
import { readWeekMoney } from './week-money.ts';

const TOP = 5;
/** Of these the history has a part of its own; a fourth would be told from the others by nobody. */
const TOP_IN_HISTORY = 3;
const UNREAD = 20;

/**
 * The report of a week that is over, made from what was known at its end: made again later it is the same. Its bill is
 * that of the first time that the whole of each day was on AWS's: `estimated` where AWS had not called it final by then.
 */
export async function readReport(of: { week: IsoWeek; timeZone: string }): Promise<Report> {
  return withSettledMoney(await reportOfEnd(of));
}

async function reportOfEnd({ week, timeZone }: { week: IsoWeek; timeZone: string }): Promise<Report> {
  const span = weekSpan(week, timeZone);
  const [end, formerEnd, fixes, money, guardrails] = await Promise.all([
    readEnd(span.end),
    readFormer(weekSpan(addWeeks(week, -1), timeZone).end),
    weekFixes(span),
    readWeekMoney({ week, span }),
    readWeekGuardrails(week, { span, timeZone }),
  ]);
  const base = { week, timeZone, span, fixes, guardrails, ...money };
  if (!end)
    return makeReport({
      ...base,
      former: null,
      end: null,
      top: [],
      unread: { buckets: null, accounts: [], items: [] },
      fixedBuckets: [],
      history: { series: [], days: [], marks: [], lessRead: false, moreRead: false },
    });
  const { source, sums, top, accounts, items } = end;
  // Like is compared with like: an account that is looked at no more is no fall of the others.
  const accountIds = [...sums.keys()];
  const [totals, former] = [weekEndTotals(sums), formerEnd && formerTotals(formerEnd.sums, accountIds)];
  // West of UTC its last day may end in the week after: the chart ends with the week.
  const day = earlier(source.day, span.lastDay);
  const last = { day, monthlyUsd: totals.monthlyUsd, unread: totals.unread };
  const [fixedBuckets, history] = await Promise.all([
    readFixed({ source, former: formerEnd?.source ?? null, start: span.start, fixes }),
    readHistory({ last, accountIds, fixes, top: top.slice(0, TOP_IN_HISTORY) }),
  ]);
  const unread = { buckets: totals.unread, accounts, items };
  return makeReport({ ...base, former, end: { source, totals }, top, unread, fixedBuckets, history });
}

async function readEnd(end: Date) {
  const source = await weekEndSource(end);
  if (!source) return null;
  const [sums, top, accounts, items] = await Promise.all([
    weekEndSums(source),
    weekEndTop(source, TOP),
    weekEndUnlisted(source),
    weekEndUnread(source, UNREAD),
  ]);
  return { source, sums, top, accounts, items };
}

/** Of the same accounts; one that was not in sight then is one thing more that was not read. */
function formerTotals(sums: WeekEndSums, accountIds: readonly string[]) {
  const totals = weekEndTotals(sums, accountIds);
  return { ...totals, unread: totals.unread + accountIds.filter((id) => !sums.has(id)).length };
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

/**
 * Buckets whose fix was proved and that cost something again, with the least that each held since: at the end of the week
 * before and in the week, because what was back by then is that week's. Where that end is not known, since the proof.
 */
async function readFixed({
  source,
  former,
  start,
  fixes,
}: {
  source: WeekEndSource;
  former: WeekEndSource | null;
  start: Date;
  fixes: WeekFacts['fixes'];
}): Promise<WeekFacts['fixedBuckets']> {
  const proved = provedFixes(fixes);
  const buckets = await weekEndHolding(source, { bucketIds: [...proved.keys()], leastUsd: RETURNED_USD });
  const bucketIds = buckets.map(({ bucketId }) => bucketId);
  const before = former ? await weekEndHolding(former, { bucketIds, leastUsd: 0 }) : [];
  const bases = new Map(
    buckets.flatMap(({ bucketId }) => {
      const fix = proved.get(bucketId);
      if (!fix) return [];
      const own = before.find((bucket) => bucket.bucketId === bucketId);
      const seenAt = own?.checkedAt ?? former?.at ?? null;
      const bytes = own && mostThen(own, fix.heldBytes);
      if (bytes == null || seenAt === null || seenAt <= fix.cleanAt)
        return [[bucketId, { bytes: fix.heldBytes, since: fix.cleanAt }] as const];
      return [[bucketId, { bytes, since: start }] as const];
    }),
  );
  const since = [...bases].map(([bucketId, base]) => ({ bucketId, since: base.since }));
  const lowest = await lowestBytes(since, source.day);
  return buckets.map((bucket) => {
    const { bucketId } = bucket;
    return { ...bucket, lowestBytes: lowestOf(bases.get(bucketId)?.bytes ?? null, lowest.get(bucketId)) };
  });
}

/**
 * What a bucket held at most at the end of a week, by its figure; null: not known, as where no more is known than that it
 * held less than at the proof. What it held more than then was told with that week.
 */
function mostThen({ bytes, bytesHigh, measurement }: WeekEndBucket, heldBytes: number | null): number | null {
  if (bytes === null || measurement === 'exact') return bytes;
  if (measurement === 'sampled') return bytesHigh ?? bytes;
  return heldBytes !== null && bytes > heldBytes ? bytes : null;
}

async function readFormer(end: Date): Promise<{ source: WeekEndSource; sums: WeekEndSums } | null> {
  const source = await weekEndSource(end);
  return source && { source, sums: await weekEndSums(source) };
}

async function readHistory({
  last,
  accountIds,
  fixes,
  top,
}: {
  last: EstateDay;
  accountIds: readonly string[];
  fixes: WeekFacts['fixes'];
  top: readonly WeekEndBucket[];
}): Promise<Report['history']> {
  const [from, to] = [addDays(last.day, 1 - HISTORY_DAYS), last.day];
  const [total, byBucket] = await Promise.all([
    estateDays({ accountIds, from, to }),
    bucketDays({ bucketIds: top.map(({ bucketId }) => bucketId), from, to }),
  ]);
  const days = historyDays({
    from,
    total,
    series: top.map(({ bucketId }) => byBucket.get(bucketId) ?? []),
    last: { ...last, parts: top.map(({ monthlyUsd }) => monthlyUsd ?? 0) },
  });
  const marks = fixes
    .filter(({ state, undoneAt }) => state !== 'failed' && undoneAt === null)
    .map(({ appliedAt, accountId, bucket }) => ({
      day: earlier(appliedAt.toISOString().slice(0, 10), to),
      accountId,
      bucket,
    }))
    .filter(({ day }) => day >= (days[0]?.day ?? from) && day <= to);
  const lessRead = last.unread > (total[0]?.unread ?? last.unread);
  const moreRead = last.unread < (total[0]?.unread ?? last.unread);
  return { series: top.map(({ accountId, bucket }) => ({ accountId, bucket })), days, marks, lessRead, moreRead };
}
