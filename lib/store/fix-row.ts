import { type LifecycleConfiguration, lifecycleConfigurationSchema } from '#lib/lifecycle/rule.ts';
import { DAY_MS } from '#lib/waste/age.ts';
import { numberOf } from './bucket-row.ts';

/** applying and undoing: AWS is being written. failed: nothing of it is in force (any more), `problem` says why. */
export const fixStates = [
  'applying',
  'applied',
  'confirmed',
  'eligible',
  'clearing',
  'clean',
  'undoing',
  'undone',
  'failed',
] as const;
export type FixState = (typeof fixStates)[number];

/** States in which the rule is in force and its proof is still to come. */
export const openStates: readonly FixState[] = ['applied', 'confirmed', 'eligible', 'clearing'];

/** One fix of one bucket. Bytes, USD a month, times on AWS's clock. */
export type FixView = {
  fixId: string;
  bucketId: number;
  accountId: string;
  bucket: string;
  region: string;
  state: FixState;
  days: number;
  removeExpiredDeleteMarkers: boolean;
  actor: string;
  /** Of `before`, and of `after` (lib/lifecycle/fingerprint.ts). */
  fingerprint: string;
  afterFingerprint: string;
  before: LifecycleConfiguration;
  after: LifecycleConfiguration;
  /** Planned are uploads initiated at or before this; all of them may be aborted at `dueAt`, the midnight after planning. */
  cutoffAt: Date;
  dueAt: Date;
  plannedUploads: number;
  plannedBytes: number;
  plannedMonthlyUsd: number;
  /** Of the planned, what the last check still found; null before the first check. */
  remainingUploads: number | null;
  remainingBytes: number | null;
  realisedMonthlyUsd: number;
  createdAt: Date;
  appliedAt: Date | null;
  /** With `abortRuleId`: S3 named our rule. Without: the rules were read back unchanged, on a server that names none. */
  confirmedAt: Date | null;
  abortDate: Date | null;
  abortRuleId: string | null;
  eligibleAt: Date | null;
  clearingAt: Date | null;
  cleanAt: Date | null;
  undoneAt: Date | null;
  /** When AWS was about to be written, by this fix or its undo; null: it certainly was not. */
  writeBegunAt: Date | null;
  undoneBy: string | null;
  checkedAt: Date | null;
  problem: string | null;
};

export type FixRow = {
  id: string;
  bucket_id: number;
  account_id: string;
  bucket_name: string;
  region: string;
  state: FixState;
  days: number;
  remove_expired_delete_markers: boolean;
  actor: string;
  fingerprint: string;
  after_fingerprint: string;
  before: unknown;
  after: unknown;
  cutoff_at: Date;
  planned_uploads: number;
  planned_bytes: string;
  planned_monthly_usd: string;
  remaining_uploads: number | null;
  remaining_bytes: string | null;
  realised_monthly_usd: string;
  created_at: Date;
  applied_at: Date | null;
  confirmed_at: Date | null;
  abort_date: Date | null;
  abort_rule_id: string | null;
  eligible_at: Date | null;
  clearing_at: Date | null;
  clean_at: Date | null;
  undone_at: Date | null;
  undone_by: string | null;
  write_begun_at: Date | null;
  checked_at: Date | null;
  problem: string | null;
};

export function fixOfRow(row: FixRow): FixView {
  return {
    fixId: row.id,
    bucketId: row.bucket_id,
    accountId: row.account_id,
    bucket: row.bucket_name,
    region: row.region,
    state: row.state,
    days: row.days,
    removeExpiredDeleteMarkers: row.remove_expired_delete_markers,
    actor: row.actor,
    fingerprint: row.fingerprint,
    afterFingerprint: row.after_fingerprint,
    before: lifecycleConfigurationSchema.parse(row.before),
    after: lifecycleConfigurationSchema.parse(row.after),
    cutoffAt: row.cutoff_at,
    dueAt: new Date(row.cutoff_at.getTime() + row.days * DAY_MS),
    plannedUploads: row.planned_uploads,
    plannedBytes: Number(row.planned_bytes),
    plannedMonthlyUsd: Number(row.planned_monthly_usd),
    remainingUploads: row.remaining_uploads,
    remainingBytes: numberOf(row.remaining_bytes),
    realisedMonthlyUsd: Number(row.realised_monthly_usd),
    createdAt: row.created_at,
    appliedAt: row.applied_at,
    confirmedAt: row.confirmed_at,
    abortDate: row.abort_date,
    abortRuleId: row.abort_rule_id,
    eligibleAt: row.eligible_at,
    clearingAt: row.clearing_at,
    cleanAt: row.clean_at,
    undoneAt: row.undone_at,
    writeBegunAt: row.write_begun_at,
    undoneBy: row.undone_by,
    checkedAt: row.checked_at,
    problem: row.problem,
  };
}
