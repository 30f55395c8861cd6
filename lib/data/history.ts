import { cacheLife } from 'next/cache';
import { cache } from 'react';
import { estateHistory } from '#lib/store/estate-history.ts';
import { bucketHistory, fixMarks } from '#lib/store/history.ts';
import { getAccountsVersion } from './accounts-version.ts';
import type { BucketRef } from './buckets.ts';
import { accountIdsOf } from './scope.ts';
import type { Scope } from './scope-query.ts';
import { getNow, getSnapshot } from './snapshot.ts';

export const historyDays = 90;

type By = 'account' | 'bucket';

/** Incomplete bytes of the last 90 days in its largest parts; null before the first collection. */
export async function getEstateHistory(by: By, { account, ou }: Scope = {}) {
  return historyOf(by, account, ou);
}

const historyOf = cache(async (by: By, account: string | undefined, ou: string | undefined) => {
  const [snapshot, now, accounts, version] = await Promise.all([
    getSnapshot(),
    getNow(),
    accountIdsOf({ account, ou }),
    getAccountsVersion(),
  ]);
  return snapshot && readEstateHistory(`${snapshot.snapshotId} ${version}`, dayOf(now), by, accounts);
});

/** Marks are not cached with the history: a fix can be applied without a new snapshot. */
export async function getFixMarks({ bucket, ...scope }: Scope & { bucket?: string | undefined }) {
  const [now, accountIds] = await Promise.all([getNow(), accountIdsOf(scope)]);
  return fixMarks({ days: historyDays, now, accountIds, bucket });
}

export async function getBucketHistory(ref: BucketRef) {
  const [snapshot, now] = await Promise.all([getSnapshot(), getNow()]);
  return snapshot ? readBucketHistory(snapshot.snapshotId, dayOf(now), ref) : [];
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

async function readEstateHistory(_version: string, day: string, by: By, accountIds: string[] | undefined) {
  'use cache';
  cacheLife('days');
  return estateHistory({ days: historyDays, now: new Date(day), groupBy: by, top: 3, accountIds });
}

async function readBucketHistory(_snapshotId: string, day: string, ref: BucketRef) {
  'use cache';
  cacheLife('days');
  return bucketHistory({ ...ref, days: historyDays, now: new Date(day) });
}
