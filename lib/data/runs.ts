import { cache } from 'react';
import { collectProgress } from '#lib/collect/progress.ts';
import { requireViewer } from '#lib/session.ts';
import { latestRun, openRun } from '#lib/store/runs.ts';
import { getSnapshot } from './snapshot.ts';

/** The collection under way, and the newest one when it failed. */
export const getRunState = cache(async () => {
  await requireViewer('look');
  const [open, latest] = await Promise.all([openRun(), latestRun()]);
  // What somebody could not read as themself is told to them; nothing of everybody's failed.
  const failed = latest?.status === 'failed' && latest.own === null ? latest : null;
  return { openRunId: open?.runId ?? null, failed };
});

/** What the collection behind the newest snapshot met and cost. */
export async function getSnapshotRun() {
  const snapshot = await getSnapshot();
  return snapshot && collectProgress(snapshot.runId);
}
