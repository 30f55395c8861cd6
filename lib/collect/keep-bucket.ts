import type { BucketFigures } from '#lib/store/figures.ts';
import { type BucketWork, finishBucket } from '#lib/store/run-buckets.ts';
import { formerFigures } from '#lib/store/snapshots.ts';
import { metBy, type OwnLook, toldOfOwn } from './own-look.ts';

type Ended = { work: BucketWork; own: OwnLook; problem: string; at: Date };

/**
 * Ends a bucket that somebody could read in part, as themself. It counts only where nothing was known: their permission
 * set may be weaker than our role, and must not make the figures worse.
 */
export async function finishInPart({ figures, ...ended }: Ended & { figures: BucketFigures }): Promise<void> {
  const { work, own, problem, at } = ended;
  const former = await formerFigures(work.bucketId);
  if (former !== null && former.measurement !== 'denied' && former.measurement !== 'notScanned')
    return leaveAsItWas(ended);
  // Rules that our role can read stay known.
  const { coverage, abortAfterDays } = former ?? figures;
  const kept = figures.coverage === null ? { ...figures, coverage, abortAfterDays } : figures;
  await finishBucket({ work, figures: kept, measurement: kept.measurement, problem: metBy(own.owner, problem), at });
}

/** Ends a bucket that somebody could not read as themself: it stays entirely as it was, and the run tells why. */
export async function leaveAsItWas({ work, own, problem, at }: Ended): Promise<void> {
  await finishBucket({ work, figures: null, measurement: null, problem: toldOfOwn(own.owner, problem), at });
}
