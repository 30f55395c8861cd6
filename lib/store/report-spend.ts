import { database } from './database.ts';
import type { SpendSnapshot } from './spend-snapshots.ts';

/**
 * What was known of money at the end of the last UTC day that was over at a moment: of each day only the last snapshot is
 * kept. Null: nothing had been read.
 */
export async function spendSnapshotBefore(end: Date): Promise<SpendSnapshot | null> {
  const { rows } = await database().pool.query<SpendSnapshot>(
    `select id as "snapshotId", run_id as "runId", taken_at as "takenAt" from spend_snapshot
     where taken_at < date_trunc('day', $1::timestamptz, 'UTC') order by taken_at desc, seq desc limit 1`,
    [end],
  );
  return rows[0] ?? null;
}
