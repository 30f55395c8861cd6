import type { Measurement } from '#lib/waste/upload.ts';
import type { FoundOf } from './alert.ts';

/** A bucket's figures at one look. Bytes, and USD a month. */
export type Figures = {
  measurement: Measurement;
  monthlyUsd: number | null;
  bytes: number | null;
  /** Of a sample: its range. */
  bytesLow: number | null;
  bytesHigh: number | null;
};

/** A bucket at two looks; null: that look does not know it. */
export type BucketChange = {
  accountId: string;
  accountName: string;
  bucket: string;
  /** Created after the former look: then there was nothing in it. */
  isNew: boolean;
  /** A whole listing of its account does not name it any more: there is nothing left in it. */
  isGone: boolean;
  former: Figures | null;
  now: Figures | null;
};

const NAMED = 3;

/** In a look at least so young: `in a day`, with some hours for a collection that takes its time. */
export const GROWTH_WINDOW_MS = 26 * 3_600_000;

/**
 * By how much waste certainly grew between two looks: only what both have measured counts, a sample by the far end of its
 * range, and what was first seen because it became readable is no growth.
 */
export function growthOf({
  changes,
  former,
  now,
}: {
  changes: readonly BucketChange[];
  former: { at: Date; monthlyUsd: number };
  now: { monthlyUsd: number };
}): FoundOf<'growth'> & { usd: number } {
  const grown = changes.map((change) => ({ change, usd: changeOf(change) }));
  const usd = grown.reduce((sum, one) => sum + one.usd, 0);
  return {
    kind: 'growth',
    usd,
    percent: former.monthlyUsd > 0 ? (100 * usd) / former.monthlyUsd : null,
    totalUsd: now.monthlyUsd,
    since: former.at.toISOString(),
    buckets: grown
      .filter((one) => one.usd > 0)
      .sort((a, b) => b.usd - a.usd || (a.change.bucket < b.change.bucket ? -1 : 1))
      .slice(0, NAMED)
      .map(({ change: { accountId, accountName, bucket }, usd: own }) => ({
        accountId,
        accountName,
        bucket,
        usd: own,
      })),
  };
}

/**
 * The look that growth is measured from: the oldest of the last day, or a later one where what came before it is none of
 * this channel's news: it was told already, or the channel was not there.
 */
export function growthBase<T extends { at: Date }>(looks: readonly T[], after: Date | null): T | null {
  const inOrder = [...looks].sort((a, b) => a.at.getTime() - b.at.getTime());
  const known = after === null ? undefined : inOrder.findLast(({ at }) => at <= after);
  return known ?? inOrder[0] ?? null;
}

function changeOf({ former, now, isNew, isGone }: BucketChange): number {
  if (former && now) {
    const [before, after] = [rangeOf(former), rangeOf(now)];
    if (!before || !after) return 0;
    return after.low > before.high ? after.low - before.high : Math.min(0, after.high - before.low);
  }
  if (now) return isNew ? (rangeOf(now)?.low ?? 0) : 0;
  return former && isGone ? -(rangeOf(former)?.high ?? 0) : 0;
}

/** USD a month, from and to; null: not measured, or only in part. */
function rangeOf({
  measurement,
  monthlyUsd,
  bytes,
  bytesLow,
  bytesHigh,
}: Figures): { low: number; high: number } | null {
  if (monthlyUsd === null) return null;
  if (measurement === 'exact') return { low: monthlyUsd, high: monthlyUsd };
  if (measurement !== 'sampled') return null;
  const at = (end: number | null) => (bytes && end !== null ? (monthlyUsd * end) / bytes : monthlyUsd);
  return { low: at(bytesLow), high: at(bytesHigh) };
}
