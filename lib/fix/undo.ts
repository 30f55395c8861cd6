import { z } from 'zod';
import type { OwnSession } from '#lib/aws/own-session.ts';
import { AppError } from '#lib/errors.ts';
import { sameConfiguration } from '#lib/lifecycle/fingerprint.ts';
import { saveRules } from '#lib/store/bucket-ref.ts';
import { advanceFix } from '#lib/store/fix-progress.ts';
import { beginUndo, type FixState, type FixView, fixById, fixesAfter, openStates } from '#lib/store/fixes.ts';
import { holdLease, newOwner } from './lease.ts';
import { liveNow } from './live-now.ts';
import { meteredTarget } from './metered-target.ts';
import { noteFix, withSession } from './note-fix.ts';
import { defaultPace, type Pace } from './pace.ts';
import { stateBeforeUndo } from './proof-state.ts';
import { recoverFixes } from './recover.ts';
import { requestLook } from './request-look.ts';
import { changesInWords, settledRules } from './rules-reading.ts';
import { writeRules } from './write-rules.ts';

const undoable: readonly FixState[] = [...openStates, 'clean'];

/**
 * Puts the rules back that were there before a fix, if nobody changed them since; no rules before means none after.
 * Undoing twice answers the same.
 * @throws AppError `notFound`, `conflict` when the live rules are not the ones the fix left (nothing is written then),
 * `refused` for a fix that is not in force, and whatever reading the rules throws
 */
export async function undoFix({
  fixId,
  actor,
  as,
  pace = defaultPace,
}: {
  fixId: string;
  actor: string;
  /** The person's own session, in place of our role. */
  as?: OwnSession | undefined;
  pace?: Pace;
}): Promise<FixView> {
  let fix = await fixOrThrow(fixId);
  await recoverFixes({ bucketId: fix.bucketId, pace, as });
  fix = await fixOrThrow(fixId);
  if (fix.state === 'undone') return fix;
  const owner = newOwner();
  if (fix.state === 'failed')
    throw new AppError(
      'refused',
      `This fix ${fix.appliedAt ? 'is not in force any more' : 'was never in force'}, so there is nothing to undo.`,
      { fixId },
    );
  if (!(await beginUndo({ fixId, bucket: fix.bucket, from: undoable, actor }, { owner, seconds: pace.leaseSeconds }))) {
    throw new AppError('conflict', 'This fix is being written at this moment. Try again in a minute.', {
      fixId,
      reason: 'busy',
    });
  }
  const lease = holdLease({ fixId, owner, seconds: pace.leaseSeconds });
  const { accountId, region } = fix;
  const target = meteredTarget({ accountId, region, power: 'fix', actor, as });
  try {
    await restore({ fix, target, pace, confirm: lease.confirm });
    const undoneAt = await liveNow();
    const undone = await advanceFix({
      fixId,
      from: 'undoing',
      owner,
      set: { state: 'undone', undoneAt, problem: null },
    });
    if (!undone) throw new AppError('conflict', 'This undo was taken over by another process meanwhile.', { fixId });
    await saveRules({ bucketId: fix.bucketId, config: fix.before, readAt: undoneAt });
    await noteFix(fix, { actor, fixId, action: 'fix.undo', detail: { days: fix.days, ...withSession(as) } });
    await requestLook({ accountId, bucket: fix.bucket, actor });
    return undone;
  } catch (error) {
    if (!(error instanceof AppError) || error.details.reason === 'unanswered') throw error;
    const overwritten = error.details.reason === 'overwritten' ? { problem: error.message } : {};
    await advanceFix({
      fixId,
      from: 'undoing',
      owner,
      set: { state: stateBeforeUndo(fix), undoneBy: null, undoneAt: null, ...overwritten },
    });
    const detail = { reason: error.message, undo: true, ...withSession(as) };
    await noteFix(fix, { actor, fixId, action: 'fix.refuse', detail });
    throw error;
  } finally {
    lease.release();
    await target.settle();
  }
}

/** Whose account a fix is in. @throws AppError `notFound` */
export async function accountOfFix(fixId: string): Promise<string> {
  return (await fixOrThrow(fixId)).accountId;
}

async function restore({
  fix,
  target,
  pace,
  confirm,
}: {
  fix: FixView;
  target: ReturnType<typeof meteredTarget>;
  pace: Pace;
  confirm: () => Promise<void>;
}): Promise<void> {
  const { bucket, before, after } = fix;
  const live = await settledRules({ target, bucket, gapMs: pace.beforeMs });
  // Somebody undid it by hand.
  if (sameConfiguration(live, before)) return;
  if (!sameConfiguration(live, after)) throw await changedSince(fix, changesInWords(after, live));
  const written = await writeRules({ target, bucket, from: after, to: before, pace, confirm });
  if (written.outcome === 'refused') throw written.error;
  if (written.outcome === 'changed') throw await changedSince(fix, changesInWords(after, written.live));
  if (written.outcome === 'overwritten') {
    throw new AppError(
      'conflict',
      `Somebody else wrote the lifecycle rules of \`${bucket}\` right after this undo. What they wrote is in force and was left alone.`,
      { bucket, reason: 'overwritten' },
    );
  }
  if (written.outcome === 'unknown') {
    throw new AppError(
      'unreachable',
      `S3 did not answer the write to \`${bucket}\`, so whether the fix is undone is not known yet. Straybytes looks again by itself within minutes.`,
      { ...written.error.details, reason: 'unanswered' },
      written.error,
    );
  }
}

async function changedSince(fix: FixView, words: string): Promise<AppError> {
  const later = (await fixesAfter(fix)).find(({ state }) => undoable.includes(state));
  const next = later
    ? 'A later fix of this bucket is in force: undo that one first.'
    : 'Take the rule out by hand, or leave it.';
  return new AppError(
    'conflict',
    `The lifecycle rules of \`${fix.bucket}\` are not the ones this fix left: ${words}. Nothing was written. ${next}`,
    { bucket: fix.bucket, reason: 'changed', ...(later && { laterFixId: later.fixId }) },
  );
}

async function fixOrThrow(fixId: string): Promise<FixView> {
  const fix = z.uuid().safeParse(fixId).success ? await fixById(fixId) : null;
  if (!fix) throw new AppError('notFound', `There is no fix ${fixId}.`, { fixId });
  return fix;
}
