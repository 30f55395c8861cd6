import { DAY_MS } from '#lib/waste/age.ts';
import { database } from './database.ts';
import type { SpendSnapshot } from './spend-snapshots.ts';

/**
 * What was known of money at the end of the last UTC day that was over at a moment, because of each day only the last
 * snapshot is kept; where nothing had been read by then, the last snapshot of the first day on which it was. Null: none.
 */
export async function spendSnapshotAt(end: Date): Promise<SpendSnapshot | null> {
  const { rows } = await database().pool.query<SpendSnapshot>(
    `select id as "snapshotId", run_id as "runId", taken_at as "takenAt" from spend_snapshot
     order by taken_at < $1 desc, case when taken_at < $1 then taken_at end desc, date_trunc('day', taken_at, 'UTC'), taken_at desc
     limit 1`,
    [new Date(Math.floor(end.getTime() / DAY_MS) * DAY_MS)],
  );
  return rows[0] ?? null;
}
