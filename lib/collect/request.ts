import { type RunTrigger, recordRun } from '#lib/store/runs.ts';
import { type CollectKind, collectKinds } from './kinds.ts';
import { boss, RUN_QUEUE } from './queue.ts';

export type CollectRequest = {
  /** Left out or empty: all. */
  kinds?: CollectKind[];
  /** Account ids; left out or empty: all. */
  accounts?: string[];
  /** As `accountId/bucket`; left out or empty: all. */
  buckets?: string[];
  trigger: RunTrigger;
  actor: string;
};

/**
 * Asks for a collection. One runs at a time: while one is queued or running it is joined. One that has not begun yet is
 * widened to cover this request too; one that has begun and does not is followed by one that does.
 * @returns the run, and whether it was there already
 */
export async function requestCollect({
  kinds = [],
  accounts = [],
  buckets = [],
  trigger,
  actor,
}: CollectRequest): Promise<{ runId: string; joined: boolean }> {
  const all: CollectKind[] = [...collectKinds];
  const asked = kinds.length > 0 ? all.filter((kind) => kinds.includes(kind)) : all;
  const { runId, joined } = await recordRun({ kinds: asked, accounts, buckets, trigger, actor });
  if (!joined) {
    // Only a nudge: a worker also looks for open runs by itself.
    await boss()
      .then((queue) => queue.send(RUN_QUEUE, { runId }))
      .catch(() => null);
  }
  return { runId, joined };
}
