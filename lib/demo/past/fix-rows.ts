import { fingerprint } from '#lib/lifecycle/fingerprint.ts';
import { DAY_MS } from '#lib/waste/age.ts';
import type { SimulatedBucket } from '../world/bucket.ts';
import { FIX_DAYS, type PastFix } from './past-fixes.ts';
import { bytesOf, type PastUpload, pastUploads, presentAt } from './past-uploads.ts';

const CONFIRMED_AFTER_MS = 4 * 60_000;
/** A collection shortly after midnight sees what the night has done. */
const SEEN_AFTER_MS = 40_000;

/** The store's rows about a fix that worked, by column: of its steps to the proof, and of its three lines in the activity log. */
export function fixRows(past: { fix: PastFix; bucket: SimulatedBucket; bucketId: number; fixId: string }) {
  const { fix, bucket, bucketId, fixId } = past;
  const { accountId, appliedAt } = fix;
  const after = bucket.lifecycle;
  const hadRules = fix.before.length > 0;
  const before = {
    rules: fix.before,
    transitionDefaultMinimumObjectSize: hadRules ? after.transitionDefaultMinimumObjectSize : null,
  };
  const eligibleAt = new Date(Math.ceil(appliedAt.getTime() / DAY_MS) * DAY_MS);
  const cutoffAt = new Date(eligibleAt.getTime() - FIX_DAYS * DAY_MS);
  const known = pastUploads(bucket, fix);
  const planned = known.filter(({ goneAt, initiatedAt }) => goneAt && initiatedAt <= cutoffAt);
  const [uploads, bytes] = [planned.length, bytesOf(planned)];
  const usd = usdOf(planned);
  const confirmedAt = new Date(appliedAt.getTime() + CONFIRMED_AFTER_MS);
  const clearingAt = new Date(eligibleAt.getTime() + SEEN_AFTER_MS);
  const cleanAt = new Date(clearingAt.getTime() + DAY_MS);
  const ruleId = after.rules.find(({ ID }) => ID?.startsWith('straybytes-'))?.ID ?? null;
  const row = {
    id: fixId,
    bucket_id: bucketId,
    account_id: accountId,
    bucket_name: bucket.name,
    region: bucket.region,
    state: 'clean',
    days: FIX_DAYS,
    remove_expired_delete_markers: false,
    actor: 'local',
    fingerprint: fingerprint(before),
    after_fingerprint: fingerprint(after),
    before,
    after,
    cutoff_at: cutoffAt,
    planned_uploads: uploads,
    planned_bytes: bytes,
    planned_monthly_usd: usd,
    remaining_uploads: 0,
    remaining_bytes: 0,
    realised_monthly_usd: usd,
    held_bytes: bytesOf(presentAt(known, cleanAt)),
    created_at: appliedAt,
    applied_at: appliedAt,
    confirmed_at: confirmedAt,
    abort_date: eligibleAt,
    abort_rule_id: ruleId,
    eligible_at: eligibleAt,
    clearing_at: clearingAt,
    clean_at: cleanAt,
    checked_at: cleanAt,
  };
  const planSummary = {
    days: FIX_DAYS,
    removeExpiredDeleteMarkers: false,
    abortsUploads: uploads,
    abortsBytes: bytes,
    monthlySavingUsd: usd,
    changes: [{ kind: 'added', id: ruleId, scope: 'whole bucket', says: `aborts uploads after ${FIX_DAYS} days` }],
  };
  const confirmation = { by: 'abortRule', abortDate: eligibleAt, abortRuleId: ruleId };
  const proof = { uploads, bytes, realisedMonthlyUsd: usd };
  const activity = [
    { at: appliedAt, actor: 'local', action: 'fix.apply', detail: planSummary },
    { at: confirmedAt, actor: 'straybytes', action: 'fix.confirm', detail: confirmation },
    { at: cleanAt, actor: 'straybytes', action: 'fix.clean', detail: proof },
  ].map((event) => ({ ...event, account_id: accountId, bucket: bucket.name, fix_id: fixId }));
  const steps = [
    { at: appliedAt, state: 'applied', realised_monthly_usd: 0 },
    { at: confirmedAt, state: 'confirmed', realised_monthly_usd: 0 },
    { at: clearingAt, state: 'clearing', realised_monthly_usd: usd - usdOf(presentAt(planned, clearingAt)) },
    { at: cleanAt, state: 'clean', realised_monthly_usd: usd },
  ].map((step) => ({ ...step, fix_id: fixId }));
  return { fix: row, steps, activity };
}

function usdOf(uploads: readonly PastUpload[]): number {
  return uploads.reduce((sum, upload) => sum + upload.monthlyUsd, 0);
}
