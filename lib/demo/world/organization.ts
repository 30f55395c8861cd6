import type { LifecycleRule } from '#lib/lifecycle/rule.ts';
import type { Bill } from '../bill/bill.ts';
import type { SpendPlan } from '../bill/spend-plan.ts';
import type { StoredBudget } from '../budgets/budget-shelf.ts';
import type { IamPlan } from '../iam/facts.ts';
import type { SsoPlan } from '../sso/plan.ts';
import type { AccountState, AssumableRole, Contacts, Trouble } from './account.ts';
import type { UploadSpec } from './upload.ts';

export type AccountSpec = {
  /** 12 digits. */
  id: string;
  name: string;
  /** When set, AssumeRole into it must bring this. */
  externalId?: string;
  /** Made of the name when left out. */
  email?: string;
  /** `ACTIVE` when left out. */
  state?: AccountState;
  /** Organizational unit by its path, such as `Workloads/Prod`; directly under the root when left out. */
  unit?: string;
  /** Roles to assume; StraybytesRead and StraybytesFix when left out. */
  roles?: readonly AssumableRole[];
  /** What is refused to everybody in it, of any service. */
  denied?: readonly Denial[];
  trouble?: Trouble;
  /** Services, such as `account.amazonaws.com`, that it administers for the organization. */
  administers?: readonly string[];
  contacts?: Contacts;
  iam?: IamPlan;
};

/** Which policy says no; it decides the wording of the AccessDenied message. */
export type Denier =
  | 'service control policy'
  | 'resource control policy'
  | 'resource-based policy'
  | 'permissions boundary'
  | 'session policy'
  | 'VPC endpoint policy'
  | 'role trust policy'
  | 'identity-based policy';

/** A call that is refused: an IAM action such as `s3:ListBucketMultipartUploads`, `s3:*`, or `*`. */
export type Denial = {
  action: string;
  by: Denier;
  /** Whether a Deny says so or no Allow does; when left out, an identity-based policy lacks an Allow, others deny. */
  explicit?: boolean;
  /** Which AWS names since 2026 where it is explicit. */
  policyArn?: string;
  /** Only for sessions of roles whose names begin so, as a condition on `aws:PrincipalArn` has it. */
  sessionsOf?: string;
};

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
  /** Paths of units beside those that the accounts are in. */
  units?: readonly string[];
  /** What is enabled of centralized root access. */
  rootAccess?: readonly ('RootCredentialsManagement' | 'RootSessions')[];
  buckets: readonly BucketSpec[];
  /** What is paid for; Cost Explorer has no data without. */
  spend?: SpendPlan;
  /** Its IAM Identity Center; nobody is in the directory when left out. */
  sso?: SsoPlan;
  /** Budgets at the birth, of which limits may follow from the bill of then; asked for when first looked at. */
  budgets?: (birth: { bill: Bill; now: Date }) => StoredBudget[];
};

/** One account, `111122223333`, and nothing in it: for tests that build their own world. */
export function emptyOrganization(): Organization {
  return { managementAccountId: '111122223333', accounts: [{ id: '111122223333', name: 'main' }], buckets: [] };
}
