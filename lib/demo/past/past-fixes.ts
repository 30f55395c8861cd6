import type { LifecycleRule } from '#lib/lifecycle/rule.ts';
import { DAY_MS } from '#lib/waste/age.ts';
import { accountIds } from '../organization/accounts.ts';
import { plannedUploads, type UploadPlan } from '../organization/upload-plan.ts';
import { hashOf } from '../random.ts';
import { abortDate } from '../world/bucket.ts';
import type { UploadSpec } from '../world/upload.ts';
import type { World } from '../world/world.ts';

const FIX_RULE_ID = 'straybytes-abort-incomplete-mpu';
export const FIX_DAYS = 7;

/** A fix that was applied before the demo began, and what it took away. */
export type PastFix = {
  accountId: string;
  bucket: string;
  appliedAt: Date;
  before: LifecycleRule[];
  /** Uploads of then, each with the midnight at which S3 aborted it. */
  uploads: { spec: UploadSpec; goneAt: Date }[];
};

type Story = { account: keyof typeof accountIds; bucket: string; daysAgo: number; hour: number; plan: UploadPlan };

const stories: Story[] = [
  {
    account: 'analytics',
    bucket: 'clickstream-raw',
    daysAgo: 71,
    hour: 9.23,
    plan: { kind: 'spark', count: 1180, gib: 4180, oldest: 170, skew: 1.1 },
  },
  {
    account: 'data-platform',
    bucket: 'etl-scratch-euw1',
    daysAgo: 30,
    hour: 15.67,
    plan: { kind: 'glue', count: 940, gib: 4890, oldest: 150, skew: 1.15 },
  },
];

/** The past of a world that has the buckets of these stories; nothing for any other world. */
export function pastFixes(world: World): PastFix[] {
  const birthday = Math.floor(world.bornAt.getTime() / DAY_MS) * DAY_MS;
  return stories.flatMap(({ account, bucket: name, daysAgo, hour, plan }) => {
    const bucket = world.bucket(name);
    const accountId = accountIds[account];
    if (bucket?.accountId !== accountId) return [];
    const appliedAt = new Date(birthday - daysAgo * DAY_MS + Math.round(hour * 3_600_000));
    const specs = plannedUploads(plan, { seed: `${world.seed} past`, accountId, bucket: name }, appliedAt);
    return {
      accountId,
      bucket: name,
      appliedAt,
      before: bucket.lifecycle.rules.filter((rule) => rule.ID !== FIX_RULE_ID),
      uploads: specs.map((spec) => ({ spec, goneAt: goneAt(spec, appliedAt) })),
    };
  });
}

/** The first midnight after the fix at which the upload is old enough; for one in ten a night later. */
function goneAt(spec: UploadSpec, appliedAt: Date): Date {
  const firstNight = abortDate(appliedAt.getTime(), 0);
  const eligible = Math.max(firstNight, abortDate(spec.initiatedAt.getTime(), FIX_DAYS));
  return new Date(eligible + (hashOf(spec.key) % 10 === 0 ? DAY_MS : 0));
}
