import type { LifecycleRule } from '#lib/lifecycle/rule.ts';
import type { Bill } from '../bill/bill.ts';
import type { SpendPlan } from '../bill/spend-plan.ts';
import type { StoredBudget } from '../budgets/budget-shelf.ts';
import type { UploadSpec } from './upload.ts';

export type AccountSpec = {
  /** 12 digits. */
  id: string;
  name: string;
  /** When set, AssumeRole into it must bring this. */
  externalId?: string;
};

/** Which policy says no; it decides the wording of the AccessDenied message. */
export type Denier =
  | 'service control policy'
  | 'resource control policy'
  | 'resource-based policy'
  | 'permissions boundary'
  | 'session policy'
  | 'VPC endpoint policy'
  | 'identity-based policy';

/** A call that is refused: an IAM action such as `s3:ListBucketMultipartUploads`, or `*`. */
export type Denial = { action: string; by: Denier };

export type BucketSpec = {
  accountId: string;
  name: string;
  region: string;
  createdAt?: Date;
  versioning?: 'Enabled' | 'Suspended';
  mfaDelete?: boolean;
  tags?: Record<string, string>;
  lifecycle?: readonly LifecycleRule[];
  transitionDefaultMinimumObjectSize?: string;
  denied?: readonly Denial[];
  /** ARN of a KMS key that no caller may decrypt with: ListParts is refused. */
  lockedKmsKey?: string;
  /** Share of the uploads (0 to 1) that an abort rule reaches one night later. */
  lateShare?: number;
  /** Uploads that are there from the start; asked for when the bucket is first looked into. */
  uploads?: () => Iterable<UploadSpec>;
  /** Uploads that are begun and left behind on a UTC day (given as its midnight). */
  strays?: (day: Date) => UploadSpec[];
};

/** What a simulated AWS holds when it is born. */
export type Organization = {
  /** The account of the base credentials. */
  managementAccountId: string;
  accounts: readonly AccountSpec[];
  buckets: readonly BucketSpec[];
  /** What is paid for; Cost Explorer has no data without. */
  spend?: SpendPlan;
  /** Budgets at the birth, of which limits may follow from the bill of then; asked for when first looked at. */
  budgets?: (birth: { bill: Bill; now: Date }) => StoredBudget[];
};

/** One account, `111122223333`, and nothing in it: for tests that build their own world. */
export function emptyOrganization(): Organization {
  return { managementAccountId: '111122223333', accounts: [{ id: '111122223333', name: 'main' }], buckets: [] };
}
