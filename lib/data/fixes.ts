import { cache } from 'react';
import { requireViewer } from '#lib/session.ts';
import { type FixView, fixById, listFixes, openFixes } from '#lib/store/fixes.ts';
import { recoveredTotals } from '#lib/store/history.ts';
import type { BucketRef } from './buckets.ts';
import { accountIdsOf } from './scope.ts';
import type { Scope } from './scope-query.ts';

/** Fixes in force whose proof is still to come, by bucket id. */
export const getOpenFixes = cache(async (): Promise<ReadonlyMap<number, FixView>> => {
  await requireViewer('look');
  return new Map((await openFixes()).map((fix) => [fix.bucketId, fix]));
});

export async function getFixesOf(ref: BucketRef) {
  await requireViewer('look');
  return (await listFixes({ ...ref, limit: 50 })).items;
}

export async function getFix(fixId: string) {
  await requireViewer('look');
  return fixById(fixId);
}

export async function getRecovered(scope: Scope = {}) {
  await requireViewer('look');
  return recoveredTotals({ accountIds: await accountIdsOf(scope) });
}
