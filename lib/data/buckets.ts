import { cacheLife } from 'next/cache';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { z } from 'zod';
import { requireViewer } from '#lib/session.ts';
import {
  type BucketFilter,
  type BucketSort,
  bucketRules,
  bucketView,
  listBuckets,
  listUploads,
  type UploadSort,
} from '#lib/store/buckets.ts';
import { type OutOfSightBucket, outOfSightBucket } from '#lib/store/out-of-sight-bucket.ts';
import { getAccountsVersion } from './accounts-version.ts';
import { pageAfter } from './page-after.ts';
import { getSnapshot } from './snapshot.ts';

const bucketRefSchema = z.object({ accountId: encoded(64), bucket: encoded(255) });

export type BucketRef = z.infer<typeof bucketRefSchema>;

/** The bucket a path names; null when it names none, or none that the last collection saw. */
export async function findBucketRef(params: { accountId: string; bucket: string }): Promise<BucketRef | null> {
  await requireViewer('look');
  const ref = bucketRefSchema.safeParse(params);
  if (!ref.success) return null;
  return (await findBucket(ref.data.accountId, ref.data.bucket)) && ref.data;
}

/** The bucket a path names where its account is not looked at, so that nothing of it is known of now; null otherwise. */
export async function findOutOfSightBucket(params: {
  accountId: string;
  bucket: string;
}): Promise<OutOfSightBucket | null> {
  await requireViewer('look');
  const ref = bucketRefSchema.safeParse(params);
  return ref.success ? outOfSightBucket(ref.data) : null;
}

/** A path segment as Next hands it over, still encoded. */
function encoded(most: number) {
  return z
    .string()
    .refine((text) => URL.canParse(`http://x/${text}`) && !/%(?![0-9a-f]{2})/i.test(text))
    .transform((text) => decodeURIComponent(text))
    .refine((text) => text.length >= 1 && text.length <= most && !text.includes('\0'));
}

type Page = { filter: BucketFilter; sort: BucketSort; offset: number; limit: number };

/** One page of the buckets; null before the first collection. */
export async function getBuckets(page: Page) {
  const [snapshot, version] = await Promise.all([getSnapshot(), getAccountsVersion()]);
  return snapshot && readBuckets(snapshot.snapshotId, version, page);
}

const findBucket = cache(async (accountId: string, bucket: string) => {
  const [snapshot, version] = await Promise.all([getSnapshot(), getAccountsVersion()]);
  return snapshot && readBucket(snapshot.snapshotId, version, { accountId, bucket });
});

/** One bucket as last collected. Ends in the not-found page when no snapshot knows it. */
export async function getBucket(accountId: string, bucket: string) {
  return (await findBucket(accountId, bucket)) ?? notFound();
}

export async function getRules(ref: BucketRef) {
  await requireViewer('look');
  return bucketRules(ref);
}

/** Current state, not of a snapshot: an upload is listed until a collection no longer sees it. */
export async function getUploads({
  cursor,
  ...page
}: BucketRef & { cursor?: string | undefined; sort: UploadSort; limit: number }) {
  await requireViewer('look');
  return pageAfter(cursor, (after) => listUploads({ ...page, cursor: after }));
}

async function readBuckets(snapshotId: string, _version: string, page: Page) {
  'use cache';
  cacheLife('days');
  return listBuckets({ snapshotId, ...page });
}

async function readBucket(snapshotId: string, _version: string, ref: BucketRef) {
  'use cache';
  cacheLife('days');
  return bucketView({ snapshotId, ...ref });
}
