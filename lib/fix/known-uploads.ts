import { type ListedUpload, listUploadsPage, type UploadsPage } from '#lib/aws/list-uploads-page.ts';
import type { AwsTarget } from '#lib/aws/target.ts';
import { AppError } from '#lib/errors.ts';
import { saveListing } from '#lib/store/fix-listing.ts';
import { formerFigures } from '#lib/store/snapshots.ts';
import { likelyCreator } from '#lib/waste/creator.ts';

/** Of 1,000 uploads each; a plan must not become a scan. */
export const MOST_PAGES = 5;

/** How well the uploads behind a plan's figures are known. */
export type UploadsKnown = {
  /** partial: not all were listed or sized, and figures are lower bounds. unknown: a 0 says nothing. */
  uploadsKnown: 'exact' | 'partial' | 'unknown';
  /** When the uploads were last listed; null: never. */
  listedAt: Date | null;
};

/**
 * Whether the store knows a bucket's uploads: from a collection since `listedFrom`, or else from a listing made now, if
 * they may be listed and are not too many.
 */
export async function knownUploads({
  target,
  bucket,
  bucketId,
  listedFrom,
  now,
}: {
  target: AwsTarget;
  bucket: string;
  bucketId: number;
  listedFrom: Date;
  now: Date;
}): Promise<UploadsKnown> {
  const former = await formerFigures(bucketId);
  const listed = former && former.measurement !== 'denied' && former.measurement !== 'notScanned';
  const listedAt = listed ? former.checkedAt : null;
  const recent = listedAt !== null && listedAt >= listedFrom;
  if (recent && former?.measurement !== 'partial') return { uploadsKnown: 'exact', listedAt };
  const uploads = await listWhole({ target, bucket }).catch(nullWhenExpected);
  if (!uploads) return { uploadsKnown: recent ? 'partial' : 'unknown', listedAt };
  const named = uploads.map((upload) => ({ ...upload, creator: likelyCreator({ bucket, ...upload }) }));
  await saveListing({ bucketId, uploads: named, listedAt: now });
  return { uploadsKnown: 'exact', listedAt: now };
}

/** All uploads of a bucket; null when they are more than a plan may list. */
async function listWhole(place: { target: AwsTarget; bucket: string }): Promise<ListedUpload[] | null> {
  const uploads: ListedUpload[] = [];
  let [keyMarker, uploadIdMarker]: [string | null, string | null] = [null, null];
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page: UploadsPage = await listUploadsPage({ ...place, keyMarker, uploadIdMarker });
    uploads.push(...page.uploads);
    if (!page.isTruncated) return uploads;
    [keyMarker, uploadIdMarker] = [page.nextKeyMarker, page.nextUploadIdMarker];
  }
  return null;
}

function nullWhenExpected(error: unknown): null {
  if (error instanceof AppError) return null;
  throw error;
}
