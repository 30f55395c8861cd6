import { cacheLife } from 'next/cache';
import { cache } from 'react';
import { bucketHistory, estateHistory, fixMarks } from '#lib/store/history.ts';
import type { BucketRef } from './buckets.ts';
import { getNow, getSnapshot } from './snapshot.ts';

export const historyDays = 90;

export type HistoryScope = { account?: string | undefined; by: 'account' | 'bucket' };

/** Incomplete bytes of the last 90 days in its largest parts; null before the first collection. */
export const getEstateHistory = cache(async (by: HistoryScope['by'], account?: string) => {
  const [snapshot, now] = await Promise.all([getSnapshot(), getNow()]);
  return snapshot && readEstateHistory(snapshot.snapshotId, dayOf(now), by, account);
});

/** Marks are not cached with the history: a fix can be applied without a new snapshot. */
export async function getFixMarks(scope: { accountId?: string | undefined; bucket?: string | undefined }) {
  return fixMarks({ days: historyDays, now: await getNow(), ...scope });
}

export async function getBucketHistory(ref: BucketRef) {
  const [snapshot, now] = await Promise.all([getSnapshot(), getNow()]);
  return snapshot ? readBucketHistory(snapshot.snapshotId, dayOf(now), ref) : [];
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

async function readEstateHistory(_snapshotId: string, day: string, by: HistoryScope['by'], account?: string) {
  'use cache';
  cacheLife('days');
  return estateHistory({ days: historyDays, now: new Date(day), groupBy: by, top: 3, accountId: account });
}

async function readBucketHistory(_snapshotId: string, day: string, ref: BucketRef) {
  'use cache';
  cacheLife('days');
  return bucketHistory({ ...ref, days: historyDays, now: new Date(day) });
}
