import { cacheLife } from 'next/cache';
import { cache } from 'react';
import { requireViewer } from '#lib/session.ts';
import { type BucketFilter, bucketFacets } from '#lib/store/bucket-filter.ts';
import { bucketTotals, latestSnapshot } from '#lib/store/buckets.ts';
import { awsNow } from '#lib/store/clock.ts';
import { getAccountsVersion } from './accounts-version.ts';

/** The newest snapshot, read once a request. Null before the first collection has ended. */
export const getSnapshot = cache(async () => {
  await requireViewer('look');
  return latestSnapshot();
});

/** AWS's time, so that ages are right on a machine with a wrong clock, and under a simulated one. */
export const getNow = cache(async () => {
  await requireViewer('look');
  return awsNow();
});

/** Sums of the buckets that match; null before the first collection. */
export async function getTotals(filter: BucketFilter) {
  const [snapshot, version] = await Promise.all([getSnapshot(), getAccountsVersion()]);
  return snapshot && readTotals(snapshot.snapshotId, version, filter);
}

/** Accounts and regions to choose from. */
export async function getFacets() {
  const [snapshot, version] = await Promise.all([getSnapshot(), getAccountsVersion()]);
  return snapshot ? readFacets(snapshot.snapshotId, version) : { accounts: [], regions: [] };
}

async function readTotals(snapshotId: string, _version: string, filter: BucketFilter) {
  'use cache';
  cacheLife('days');
  return bucketTotals({ snapshotId, filter });
}

async function readFacets(snapshotId: string, _version: string) {
  'use cache';
  cacheLife('days');
  return bucketFacets(snapshotId);
}
