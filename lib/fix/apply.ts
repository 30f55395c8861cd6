import type { OwnSession } from '#lib/aws/own-session.ts';
import { AppError } from '#lib/errors.ts';
import { fingerprint } from '#lib/lifecycle/fingerprint.ts';
import { type BucketRef, bucketRef } from '#lib/store/bucket-ref.ts';
import { type FixView, fixBetween } from '#lib/store/fixes.ts';
import { type Draft, draftFix } from './draft.ts';
import { noteFix, withSession } from './note-fix.ts';
import { defaultPace, type Pace } from './pace.ts';
import { recoverFixes } from './recover.ts';
import { type FixRequest, parseFixRequest } from './request.ts';
import { changesInWords } from './rules-reading.ts';
import { writeFix } from './write-fix.ts';

export type ApplyRequest = FixRequest & {
  /** Of the plan this applies. */
  fingerprint: string;
  /** Cut uploads that somebody is still working on, also where nobody could see which. */
  acceptActive?: boolean;
  actor: string;
  /** The person's own session, in place of our role. */
  as?: OwnSession | undefined;
  pace?: Pace;
};

/**
 * Applies a planned fix: reads the live rules again, writes the merge if they are the planned ones, and reads back.
 * Applying the same plan twice answers the first fix.
 * @throws AppError `conflict` when the live rules are not the planned ones, or somebody else wrote meanwhile;
 * `refused` when there is nothing to do, or an active upload would or may be cut; and as planFix
 */
export async function applyFix({
  fingerprint: planned,
  actor,
  as,
  pace = defaultPace,
  ...input
}: ApplyRequest): Promise<FixView> {
  const request = parseFixRequest(input);
  const known = await bucketRef(request);
  if (known) await recoverFixes({ bucketId: known.bucketId, pace, as });
  const draft = await draftFix(request, as);
  const repeated = await appliedBefore(draft, planned);
  if (repeated) return repeated;
  const refusal = refusalOf(draft, { planned, known, acceptActive: input.acceptActive ?? false });
  if (refusal) {
    const detail = { reason: refusal.message, days: request.days, ...withSession(as) };
    await noteFix(draft.plan, { actor, action: 'fix.refuse', detail });
    throw refusal;
  }
  return writeFix(draft, { actor, pace, as });
}

/** A repeated call, such as after a lost answer. */
async function appliedBefore({ plan, ref }: Draft, planned: string): Promise<FixView | null> {
  if (plan.fingerprint === planned) return null;
  const fix = await fixBetween({
    bucketId: ref.bucketId,
    fingerprint: planned,
    afterFingerprint: plan.fingerprint,
  });
  const same = fix?.days === plan.days && fix.removeExpiredDeleteMarkers === plan.removeExpiredDeleteMarkers;
  return same ? fix : null;
}

function refusalOf(
  { plan, before }: Draft,
  { planned, known, acceptActive }: { planned: string; known: BucketRef | null; acceptActive: boolean },
): AppError | null {
  const { bucket, days } = plan;
  if (plan.fingerprint !== planned) {
    const last = known?.lifecycle;
    const told = last && fingerprint(last) === planned ? ` Since then ${changesInWords(last, before)}.` : '';
    return new AppError(
      'conflict',
      `The lifecycle rules of \`${bucket}\` are not the ones this fix was planned for.${told} Nothing was written: plan again.`,
      { bucket, reason: 'changed', fingerprint: plan.fingerprint },
    );
  }
  if (plan.noop) {
    return new AppError(
      'refused',
      `\`${bucket}\` is already covered: a rule for the whole bucket aborts uploads after ${plan.verdict.abortAfterDays ?? days} days. Nothing was written.`,
      { bucket, reason: 'alreadyCovered' },
    );
  }
  if (plan.uploadsKnown === 'unknown' && !acceptActive) {
    const since = plan.listedAt ? `since ${plan.listedAt.toISOString()}` : 'so far';
    return new AppError(
      'refused',
      `Nobody could list the uploads of \`${bucket}\` ${since}, so it is not known what this rule would abort, and whether somebody ` +
        'is working on it. Look first (collect this bucket, or let Straybytes list its uploads), or accept it (acceptActiveUploads).',
      { bucket, reason: 'uploadsUnknown' },
    );
  }
  if (plan.activeUploads > 0 && !acceptActive) {
    const [first] = plan.activeKeys;
    return new AppError(
      'refused',
      `${plan.activeUploads} of the uploads to abort had a part in the last ${days} days${first ? `, such as ${first.key}` : ''}: somebody ` +
        `may be working on them. Plan with ${plan.smallestSafeDays} days, which cuts none, or accept it (acceptActiveUploads).`,
      {
        bucket,
        reason: 'activeUploads',
        activeUploads: String(plan.activeUploads),
        smallestSafeDays: String(plan.smallestSafeDays),
      },
    );
  }
  return null;
}
