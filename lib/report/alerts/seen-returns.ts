import type { Measurement } from '#lib/waste/upload.ts';
import { RETURNED_SHARE } from '../make-report.ts';
import type { Seen } from './condition.ts';

/** A bucket whose last fix was proved, as a look found it. Bytes, and USD a month. */
export type FixedBucket = {
  fixId: string;
  accountId: string;
  accountName: string;
  bucket: string;
  cleanAt: Date;
  plannedBytes: number;
  measurement: Measurement;
  checkedAt: Date | null;
  bytes: number | null;
  bytesLow: number | null;
  bytesHigh: number | null;
  monthlyUsd: number | null;
  /** Who likely left most of it, in words. */
  likelyCause: string | null;
};

/** Each fixed bucket, whether it is wasteful again. The fix itself was proved, so that it certainly was not in between. */
export function seenReturns(buckets: readonly FixedBucket[]): Seen[] {
  return buckets.map((bucket) => {
    const { fixId, accountId, accountName, monthlyUsd, cleanAt, likelyCause } = bucket;
    return {
      subject: `returned/${fixId}`,
      holds: isBack(bucket),
      episode: '',
      began: true,
      found: {
        kind: 'returned',
        accountId,
        accountName,
        bucket: bucket.bucket,
        monthlyUsd,
        provedAt: cleanAt.toISOString(),
        likelyCause,
      },
    };
  });
}

/** Null where the look was before the proof, or saw too little to tell. */
function isBack(bucket: FixedBucket): boolean | null {
  const { measurement, checkedAt, cleanAt, bytes, bytesLow, bytesHigh, plannedBytes } = bucket;
  if (checkedAt === null || checkedAt <= cleanAt || bytes === null) return null;
  const isMuch = (held: number) => held > 0 && held >= RETURNED_SHARE * plannedBytes;
  switch (measurement) {
    case 'exact':
      return isMuch(bytes);
    case 'sampled':
      if (isMuch(bytesLow ?? bytes)) return true;
      return isMuch(bytesHigh ?? bytes) ? null : false;
    case 'partial':
      // What was seen is a lower bound.
      return isMuch(bytes) ? true : null;
    default:
      return null;
  }
}
