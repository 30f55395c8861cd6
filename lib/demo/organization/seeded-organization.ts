import { DAY_MS } from '#lib/waste/age.ts';
import type { BucketSpec, Organization } from '../world/organization.ts';
import { accountIds, accounts, managementAccountId } from './accounts.ts';
import { seededBudgets } from './budgets.ts';
import { directory } from './directory.ts';
import { quietBuckets } from './quiet-buckets.ts';
import { seededSpend } from './spend.ts';
import { plannedUploads, strayUploads } from './upload-plan.ts';
import { type BucketPlan, closedBuckets, fixedBuckets, wastefulBuckets } from './wasteful-buckets.ts';

/** The organization of the demo, the same for the same seed and moment: 7 accounts, about 140 buckets in 6 regions. */
export function seededOrganization(birth: { seed: string; now: Date }): Organization {
  const plans = [...wastefulBuckets, ...closedBuckets, ...fixedBuckets, ...quietBuckets(birth.seed)];
  const buckets = plans.map((plan) => bucketOfPlan(plan, birth));
  return {
    managementAccountId,
    accounts,
    units: ['Infrastructure', 'Security', 'Workloads/Prod', 'Workloads/Dev', 'Sandbox', 'Suspended'],
    rootAccess: ['RootCredentialsManagement', 'RootSessions'],
    buckets,
    sso: directory,
    spend: seededSpend,
    budgets: seededBudgets,
  };
}

function bucketOfPlan(plan: BucketPlan, { seed, now }: { seed: string; now: Date }): BucketSpec {
  const { account, age, uploads = [], ...rest } = plan;
  const accountId = accountIds[account];
  const place = { seed, accountId, bucket: plan.name };
  return {
    ...rest,
    accountId,
    createdAt: new Date(now.getTime() - age * DAY_MS),
    uploads: () => uploads.flatMap((each) => plannedUploads(each, place, now)),
    ...(uploads.some((each) => each.perDay)
      ? { strays: (day: Date) => uploads.flatMap((each) => strayUploads(each, place, day)) }
      : {}),
  };
}
