import type { LifecycleConfiguration, LifecycleRule } from '#lib/lifecycle/rule.ts';
import { DAY_MS } from '#lib/waste/age.ts';
import { hashOf, randomOf } from '../random.ts';
import type { BucketSpec } from './organization.ts';
import type { SimulatedUpload } from './upload.ts';
import { type UploadList, uploadList } from './upload-list.ts';

export const DEFAULT_MINIMUM_SIZE = 'all_storage_classes_128K';

export type SimulatedBucket = Omit<BucketSpec, 'lifecycle' | 'uploads' | 'transitionDefaultMinimumObjectSize'> & {
  createdAt: Date;
  tags: Record<string, string>;
  lifecycle: LifecycleConfiguration;
  /** When the configuration was last written, in milliseconds. */
  lifecycleSetAt: number;
  /** Filled when first asked for. */
  uploads(): UploadList;
};

export function bucketOf(spec: BucketSpec, now: Date): SimulatedBucket {
  const { lifecycle = [], uploads: initial, transitionDefaultMinimumObjectSize, ...rest } = spec;
  const initiator = `arn:aws:iam::${spec.accountId}:user/uploader`;
  let list: UploadList | undefined;
  return {
    ...rest,
    createdAt: spec.createdAt ?? now,
    tags: spec.tags ?? {},
    lifecycle: configurationOf([...lifecycle], transitionDefaultMinimumObjectSize),
    lifecycleSetAt: 0,
    uploads: () => {
      if (list) return list;
      list = uploadList();
      for (const upload of initial?.() ?? []) list.add(upload, initiator);
      return list;
    },
  };
}

/** A configuration as S3 keeps it: every rule has an ID, and the minimum size has its default. */
export function configurationOf(
  rules: LifecycleRule[],
  minimumSize: string | null | undefined,
): LifecycleConfiguration {
  if (rules.length === 0) return { rules: [], transitionDefaultMinimumObjectSize: null };
  return {
    rules: rules.map((rule) => (rule.ID ? rule : { ID: randomOf(hashOf(JSON.stringify(rule))).hex(48), ...rule })),
    transitionDefaultMinimumObjectSize: minimumSize ?? DEFAULT_MINIMUM_SIZE,
  };
}

/** The abort rule that decides about a key: the enabled one with the fewest days; null when none covers it. */
export function abortRuleFor(bucket: SimulatedBucket, key: string): { days: number; id: string } | null {
  let found: { days: number; id: string } | null = null;
  for (const rule of bucket.lifecycle.rules) {
    const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
    if (rule.Status !== 'Enabled' || days === undefined) continue;
    if (!key.startsWith(rule.Prefix ?? rule.Filter?.Prefix ?? rule.Filter?.And?.Prefix ?? '')) continue;
    if (!found || days < found.days) found = { days, id: rule.ID ?? '' };
  }
  return found;
}

/** Milliseconds at which S3 may abort: initiation plus days, rounded up to midnight UTC. */
export function abortDate(initiatedAt: number, days: number): number {
  return Math.ceil((initiatedAt + days * DAY_MS) / DAY_MS) * DAY_MS;
}

/** What the lifecycle does to a bucket at a midnight UTC; says how many uploads went. */
export function executeLifecycle(bucket: SimulatedBucket, midnight: number): number {
  if (!bucket.lifecycle.rules.some((rule) => rule.AbortIncompleteMultipartUpload)) return 0;
  const isDue = (upload: SimulatedUpload): boolean => {
    const rule = abortRuleFor(bucket, upload.key);
    if (!rule) return false;
    const late = (hashOf(upload.uploadId) % 1000) / 1000 < (bucket.lateShare ?? 0);
    const asOf = late ? midnight - DAY_MS : midnight;
    return abortDate(upload.initiatedAt, rule.days) <= asOf && bucket.lifecycleSetAt <= asOf;
  };
  return bucket.uploads().removeWhere(isDue);
}
