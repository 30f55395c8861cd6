import { cacheLife } from 'next/cache';
import { cache } from 'react';
import { requireViewer } from '#lib/session.ts';
import type { SpendKind } from '#lib/spend/reading.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';

/** The newest snapshot of money, read once a request. Null before any of it was read. */
export const getSpendSnapshot = cache(async () => {
  await requireViewer();
  return latestSpendSnapshot();
});

/** How the last attempt to read a kind went, account by account; none before any was made. */
export const getReadings = cache(async (kind: SpendKind) => {
  const snapshot = await getSpendSnapshot();
  return snapshot ? readReadings(snapshot.snapshotId, kind) : [];
});

async function readReadings(snapshotId: string, kind: SpendKind) {
  'use cache';
  cacheLife('days');
  return spendReadings({ snapshotId, kind });
}
