import { DAY_MS } from '#lib/waste/age.ts';
import { database } from './database.ts';
import type { SpendSnapshot } from './spend-snapshots.ts';

/**
 * What was known of money at the end of the last UTC day that was over at a moment, because of each day only the last
 * snapshot is kept. Null: none, or none of a day of `since` or after.
 */
export async function spendSnapshotAt({ since, end }: { since: Date; end: Date }): Promise<SpendSnapshot | null> {
  const { rows } = await database().pool.query<SpendSnapshot>(
    `select id as "snapshotId", run_id as "runId", taken_at as "takenAt" from spend_snapshot
     where taken_at >= $1 and taken_at < $2 order by taken_at desc, seq desc limit 1`,
    [since, new Date(Math.floor(end.getTime() / DAY_MS) * DAY_MS)],
  );
  return rows[0] ?? null;
}
