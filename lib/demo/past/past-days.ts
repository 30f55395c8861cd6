import { type Coverage, coverageOf } from '#lib/lifecycle/coverage.ts';
import type { LifecycleRule } from '#lib/lifecycle/rule.ts';
import { DAY_MS } from '#lib/waste/age.ts';
import type { Measurement } from '#lib/waste/upload.ts';
import type { SimulatedBucket } from '../world/bucket.ts';
import type { World } from '../world/world.ts';
import type { PastFix } from './past-fixes.ts';
import { bytesOf, figuresOf, type PastFigures, type PastUpload, pastUploads, presentAt } from './past-uploads.ts';

const LAST_COLLECTION_MS = 18 * 3_600_000;

/** A bucket at the last collection of a day. Null figures: they could not be read. */
export type PastBucketDay = {
  accountId: string;
  bucket: string;
  region: string;
  at: Date;
  coverage: Coverage | null;
  abortAfterDays: number | null;
  measurement: Measurement;
  problem: string | null;
  uploads: number | null;
  bytes: number | null;
  monthlyUsd: number | null;
  /** All figures, on the days that are kept whole. */
  figures: PastFigures | null;
};

/** The days before today, oldest first; the last `whole` of them with all figures. */
export function pastDays(options: {
  world: World;
  fixes: readonly PastFix[];
  days: number;
  whole: number;
}): PastBucketDay[][] {
  const { world, fixes, days, whole } = options;
  const today = Math.floor(world.clock.now().getTime() / DAY_MS) * DAY_MS;
  const times = Array.from(
    { length: days },
    (_, index) => new Date(today - (days - index) * DAY_MS + LAST_COLLECTION_MS),
  );
  const buckets = world.buckets().map((bucket) => {
    const fix = fixes.find((each) => each.bucket === bucket.name);
    return { bucket, fix, uploads: pastUploads(bucket, fix) };
  });
  return times.map((at, index) =>
    buckets
      .filter(({ bucket }) => bucket.createdAt <= at)
      .map((seen) => bucketDay({ ...seen, at, isWhole: index >= days - whole })),
  );
}

function bucketDay(seen: {
  bucket: SimulatedBucket;
  fix: PastFix | undefined;
  uploads: readonly PastUpload[];
  at: Date;
  isWhole: boolean;
}): PastBucketDay {
  const { bucket, fix, at } = seen;
  const rules: readonly LifecycleRule[] = fix && at < fix.appliedAt ? fix.before : bucket.lifecycle.rules;
  const hidesRules = isDenied(bucket, 's3:GetLifecycleConfiguration');
  const { coverage, abortAfterDays } = coverageOf(rules);
  const base = {
    accountId: bucket.accountId,
    bucket: bucket.name,
    region: bucket.region,
    at,
    coverage: hidesRules ? null : coverage,
    abortAfterDays: hidesRules ? null : abortAfterDays,
    figures: null,
  };
  if (isDenied(bucket, 's3:ListBucketMultipartUploads')) {
    const problem = `Cannot read uploads of ${bucket.name}: a service control policy denies s3:ListBucketMultipartUploads.`;
    return { ...base, measurement: 'denied', problem, uploads: null, bytes: null, monthlyUsd: null };
  }
  const present = presentAt(seen.uploads, at);
  if (bucket.lockedKmsKey) {
    const problem = `Cannot read the sizes of uploads in ${bucket.name}: no policy allows kms:Decrypt.`;
    return { ...base, measurement: 'partial', problem, uploads: present.length, bytes: null, monthlyUsd: null };
  }
  return {
    ...base,
    measurement: 'exact',
    problem: null,
    uploads: present.length,
    bytes: bytesOf(present),
    monthlyUsd: present.reduce((sum, upload) => sum + upload.monthlyUsd, 0),
    figures: seen.isWhole ? figuresOf(present, { at, region: bucket.region, rules }) : null,
  };
}

function isDenied(bucket: SimulatedBucket, action: string): boolean {
  return (bucket.denied ?? []).some((denial) => denial.action === action || denial.action === 's3:*');
}
