import { cache } from 'react';
import { requireViewer } from '#lib/session.ts';
import { staleLook } from '#lib/store/stale-look.ts';
import { getSnapshot } from './snapshot.ts';

/** That no look at all buckets has succeeded for some time, why, and of when what is shown is; null: the newest one did. */
export const getStaleLook = cache(async (): Promise<{ since: Date; asOf: Date; problem: string | null } | null> => {
  await requireViewer('look');
  const [stale, snapshot] = await Promise.all([staleLook(), getSnapshot()]);
  return stale && snapshot && { ...stale, asOf: stale.asOf ?? snapshot.takenAt };
});
