import { randomUUID } from 'node:crypto';
import type { OwnSession } from '#lib/aws/own-session.ts';
import { AppError } from '#lib/errors.ts';
import { fingerprint, sameConfiguration } from '#lib/lifecycle/fingerprint.ts';
import { ABORT_RULE_ID } from '#lib/lifecycle/own-rule.ts';
import { saveRules } from '#lib/store/bucket-ref.ts';
import { advanceFix } from '#lib/store/fix-progress.ts';
import { beginFix, type FixView, fixById, type NewFix, openFixes } from '#lib/store/fixes.ts';
import type { Draft } from './draft.ts';
import { holdLease, newOwner } from './lease.ts';
import { liveNow } from './live-now.ts';
import { meteredTarget } from './metered-target.ts';
import { noteFix, withSession } from './note-fix.ts';
import type { Pace } from './pace.ts';
import { requestLook } from './request-look.ts';
import { changesInWords, settledRules } from './rules-reading.ts';
import { verifyFix } from './verify.ts';
import { writeRules } from './write-rules.ts';

/** Shown while S3 still answers the old rules now and then; verifying clears it. */
export const UNSETTLED =
  'S3 took the rules and still answers the old ones now and then. Nothing is to be done: the next check looks again.';

/** Writes a draft that was checked against its plan, as one fix with its lease, and follows it up. */
export async function writeFix(
  draft: Draft,
  { actor, pace, as }: { actor: string; pace: Pace; as?: OwnSession | undefined },
): Promise<FixView> {
  const { plan, ref } = draft;
  const { accountId, region, days } = plan;
  const fix = newFix(draft, actor);
  const { fixId } = fix;
  const owner = newOwner();
  await beginFix(fix, { owner, seconds: pace.leaseSeconds });
  const lease = holdLease({ fixId, owner, seconds: pace.leaseSeconds });
  const target = meteredTarget({ accountId, region, power: 'fix', actor, as });
  try {
    const { live, settled } = await rewrite({ draft, target, pace, confirm: lease.confirm });
    const appliedAt = await liveNow();
    const applied = await advanceFix({
      fixId,
      from: 'applying',
      owner,
      set: {
        state: 'applied',
        after: live,
        afterFingerprint: fingerprint(live),
        appliedAt,
        problem: settled ? null : UNSETTLED,
      },
    });
    if (!applied) throw new AppError('conflict', 'This fix was taken over by another process meanwhile.', { fixId });
    await saveRules({ bucketId: ref.bucketId, config: live, readAt: appliedAt });
    await noteFix(plan, { actor, fixId, action: 'fix.apply', detail: { ...summaryOf(draft), ...withSession(as) } });
  } catch (error) {
    // Without an answer the fix stays as it is: recovering looks at the live rules and decides.
    if (!(error instanceof AppError) || error.details.reason === 'unanswered') throw error;
    await advanceFix({ fixId, from: 'applying', owner, set: { state: 'failed', problem: error.message } });
    const detail = { reason: error.message, days, ...withSession(as) };
    await noteFix(plan, { actor, fixId, action: 'fix.refuse', detail });
    throw error;
  } finally {
    lease.release();
    await target.settle();
  }
  await closeSuperseded(draft, fixId);
  return followUp(fix);
}

/** Reads once more, writes, reads back. @throws AppError when the bucket does not end up with the planned rules */
async function rewrite({
  draft: { before, after, plan },
  target,
  pace,
  confirm,
}: {
  draft: Draft;
  target: ReturnType<typeof meteredTarget>;
  pace: Pace;
  confirm: () => Promise<void>;
}) {
  const { bucket } = plan;
  const live = await settledRules({ target, bucket, first: before, gapMs: pace.beforeMs });
  if (!sameConfiguration(live, before)) throw changedNow(bucket, changesInWords(before, live));
  const written = await writeRules({ target, bucket, from: before, to: after, pace, confirm });
  switch (written.outcome) {
    case 'settled':
      return { live: written.live, settled: true };
    case 'unsettled':
      return { live: after, settled: false };
    case 'refused':
      throw written.error;
    case 'changed':
      throw changedNow(bucket, changesInWords(before, written.live));
    case 'overwritten': {
      const words = written.live ? changesInWords(after, written.live) : 'they wrote rules this version cannot read';
      throw new AppError(
        'conflict',
        `Somebody else wrote the lifecycle rules of \`${bucket}\` right after this fix: ${words}. What they wrote is in force and was left alone: plan again.`,
        { bucket, reason: 'overwritten' },
      );
    }
    case 'unknown':
      throw new AppError(
        'unreachable',
        `S3 did not answer the write to \`${bucket}\`, so whether the rule is in force is not known yet. Straybytes looks again by itself within minutes.`,
        { ...written.error.details, reason: 'unanswered' },
        written.error,
      );
  }
}

function changedNow(bucket: string, words: string): AppError {
  return new AppError(
    'conflict',
    `The lifecycle rules of \`${bucket}\` were changed at this moment: ${words}. Nothing was written: plan again.`,
    { bucket, reason: 'changed' },
  );
}

function newFix({ plan, ref, before, after, cut, now }: Draft, actor: string): NewFix {
  return {
    fixId: randomUUID(),
    bucketId: ref.bucketId,
    accountId: plan.accountId,
    bucket: plan.bucket,
    region: plan.region,
    days: plan.days,
    removeExpiredDeleteMarkers: plan.removeExpiredDeleteMarkers,
    actor,
    fingerprint: plan.fingerprint,
    afterFingerprint: fingerprint(after),
    before,
    after,
    cutoffAt: cut.cutoffAt,
    plannedUploads: plan.abortsUploads,
    plannedBytes: plan.abortsBytes,
    plannedMonthlyUsd: plan.monthlySavingUsd,
    createdAt: now,
  };
}

function summaryOf({ plan }: Draft): Record<string, unknown> {
  const { days, removeExpiredDeleteMarkers, abortsUploads, abortsBytes, monthlySavingUsd, diff } = plan;
  const changes = diff.flatMap(({ kind, id, scope, says }) => (kind === 'same' ? [] : [{ kind, id, scope, says }]));
  return { days, removeExpiredDeleteMarkers, abortsUploads, abortsBytes, monthlySavingUsd, changes };
}

/**
 * Earlier fixes whose rule somebody had removed before this one: their uploads are this one's now, and must not be
 * booked twice.
 */
async function closeSuperseded({ ref, before }: Draft, fixId: string): Promise<void> {
  if (before.rules.some((rule) => rule.ID === ABORT_RULE_ID)) return;
  const others = (await openFixes({ bucketId: ref.bucketId })).filter((fix) => fix.fixId !== fixId);
  const problem = 'Somebody removed its rule before it was done; a later fix took over.';
  for (const { fixId: id, state } of others)
    await advanceFix({ fixId: id, from: state, set: { state: 'failed', problem } });
}

/** The first proof at once, and a collection for the rest. The fix stands whatever becomes of them. */
async function followUp({ fixId, accountId, bucket, actor }: NewFix): Promise<FixView> {
  await verifyFix(fixId).catch(() => undefined);
  await requestLook({ accountId, bucket, actor });
  const fix = await fixById(fixId);
  if (!fix) throw new AppError('notFound', 'The fix was applied, and its record was removed meanwhile.', { fixId });
  return fix;
}
