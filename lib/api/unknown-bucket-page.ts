import { bucketView, latestSnapshot } from '#lib/store/buckets.ts';
import { isStoreAway } from '#lib/store/database-errors.ts';
import { outOfSightBucket } from '#lib/store/out-of-sight-bucket.ts';
import { type PageRequest, pageParts } from './page-address.ts';

/**
 * Whether the page of a bucket is asked for that the last collection did not see, though its account is looked at: of one
 * that is not, the page says why. The page itself finds that out when the
 * answer has begun with 200; only before it can the status be 404.
 */
export async function isUnknownBucketPage(request: PageRequest): Promise<boolean> {
  const parts = pageParts(request, /^\/buckets\/([^/]+)\/([^/]+)\/?$/);
  if (!parts) return false;
  const [accountId, bucket] = parts;
  if (!accountId || !bucket) return true;
  try {
    const snapshot = await latestSnapshot();
    if (snapshot && (await bucketView({ snapshotId: snapshot.snapshotId, accountId, bucket }))) return false;
    return (await outOfSightBucket({ accountId, bucket })) === null;
  } catch (error) {
    if (isStoreAway(error)) return false;
    throw error;
  }
}
