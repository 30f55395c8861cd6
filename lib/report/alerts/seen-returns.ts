import type { Measurement } from '#lib/waste/upload.ts';
import { cameBackUsd } from '../came-back.ts';
import type { Seen } from './condition.ts';

/** A bucket whose last fix was proved, as a look found it. Bytes, and USD a month. */
export type FixedBucket = {
  fixId: string;
  accountId: string;
  accountName: string;
  bucket: string;
  cleanAt: Date;
  plannedBytes: number;
  /** The least that it held since the proof; null: not known. */
  lowestBytes: number | null;
  measurement: Measurement;
  checkedAt: Date | null;
  bytes: number | null;
  bytesLow: number | null;
  bytesHigh: number | null;
  monthlyUsd: number | null;
  /** Who likely left most of it, in words. */
  likelyCause: string | null;
};

/** Each fixed bucket, whether waste came back to it: what came after the proof certainly was not there at it. */
export function seenReturns(buckets: readonly FixedBucket[]): Seen[] {
  return buckets.map((bucket) => {
    const { fixId, accountId, accountName, cleanAt, likelyCause } = bucket;
    const usd = returnedUsd(bucket);
    return {
      subject: `returned/${fixId}`,
      holds: usd === null ? null : usd > 0,
      episode: '',
      began: true,
      found: {
        kind: 'returned',
        accountId,
        accountName,
        bucket: bucket.bucket,
        monthlyUsd: usd,
        provedAt: cleanAt.toISOString(),
        likelyCause,
      },
    };
  });
}

/** USD a month that came back; 0: none to tell of; null where the look was before the proof, or saw too little to tell. */
function returnedUsd(bucket: FixedBucket): number | null {
  const { measurement, checkedAt, cleanAt, bytes, bytesLow, bytesHigh } = bucket;
  if (checkedAt === null || checkedAt <= cleanAt || bytes === null) return null;
  const backOf = (heldBytes: number) => cameBackUsd({ ...bucket, bytes, heldBytes });
  const least = backOf(measurement === 'sampled' ? (bytesLow ?? bytes) : bytes);
  switch (measurement) {
    case 'exact':
      return least;
    case 'sampled':
      return least || backOf(bytesHigh ?? bytes) === 0 ? least : null;
    case 'partial':
      // What was seen is a lower bound.
      return least || null;
    default:
      return null;
  }
}
