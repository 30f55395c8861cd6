import { abortDaysForKey } from '#lib/lifecycle/coverage.ts';
import type { LifecycleRule } from '#lib/lifecycle/rule.ts';
import { monthlyUsd } from '#lib/money/storage-price.ts';
import { type Breakdown, breakdownOf } from '#lib/waste/breakdown.ts';
import { likelyCreator } from '#lib/waste/creator.ts';
import type { Creator } from '#lib/waste/upload.ts';
import type { SimulatedBucket } from '../world/bucket.ts';
import { type SimulatedUpload, uploadBytes, uploadOf } from '../world/upload.ts';
import type { PastFix } from './past-fixes.ts';

const WEEK_MS = 7 * 86_400_000;

/** An upload with the time it was there, for looking back. */
export type PastUpload = {
  key: string;
  initiatedAt: Date;
  /** Null: it is still there. */
  goneAt: Date | null;
  storageClass: string;
  creator: Creator;
  bytes: number;
  monthlyUsd: number;
};

/** What a collection at some time would have found in a bucket. */
export type PastFigures = {
  uploads: number;
  bytes: number;
  bytesOlderThan7Days: number;
  oldestInitiatedAt: Date | null;
  monthlyUsd: number;
  uncoveredBytes: number;
  breakdown: Breakdown;
};

/** All uploads of a bucket that are known of, those that a fix took away included. */
export function pastUploads(bucket: SimulatedBucket, fix: PastFix | undefined): PastUpload[] {
  const gone = fix?.uploads ?? [];
  return [
    ...bucket
      .uploads()
      .all()
      .map((upload) => pastUpload(bucket, upload, null)),
    ...gone.map(({ spec, goneAt }) => pastUpload(bucket, uploadOf(spec, { initiator: '', nth: 0 }), goneAt)),
  ];
}

export function presentAt(uploads: readonly PastUpload[], at: Date): PastUpload[] {
  return uploads.filter(({ initiatedAt, goneAt }) => initiatedAt <= at && (goneAt === null || goneAt > at));
}

export function figuresOf(
  present: readonly PastUpload[],
  seen: { at: Date; region: string; rules: readonly LifecycleRule[] },
): PastFigures {
  const { at, region, rules } = seen;
  const weekAgo = at.getTime() - WEEK_MS;
  // Some buckets have a thousand rules, none of which aborts anything.
  const abortRules = rules.filter((rule) => rule.AbortIncompleteMultipartUpload);
  return {
    uploads: present.length,
    bytes: bytesOf(present),
    bytesOlderThan7Days: bytesOf(present.filter((upload) => upload.initiatedAt.getTime() <= weekAgo)),
    oldestInitiatedAt: present.reduce<Date | null>(
      (oldest, { initiatedAt }) => (oldest && oldest <= initiatedAt ? oldest : initiatedAt),
      null,
    ),
    monthlyUsd: present.reduce((sum, upload) => sum + upload.monthlyUsd, 0),
    uncoveredBytes: bytesOf(present.filter((upload) => abortDaysForKey(abortRules, upload.key) === null)),
    breakdown: breakdownOf({ uploads: present, region, now: at }),
  };
}

export function bytesOf(uploads: readonly PastUpload[]): number {
  return uploads.reduce((sum, upload) => sum + upload.bytes, 0);
}

function pastUpload(bucket: SimulatedBucket, upload: SimulatedUpload, goneAt: Date | null): PastUpload {
  const { key, initiator, storageClass } = upload;
  const bytes = uploadBytes(upload);
  return {
    key,
    goneAt,
    storageClass,
    bytes,
    initiatedAt: new Date(upload.initiatedAt),
    creator: likelyCreator({ bucket: bucket.name, key, initiator }),
    monthlyUsd: monthlyUsd({ bytes, region: bucket.region, storageClass }).usd,
  };
}
