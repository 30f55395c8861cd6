import { database } from './database.ts';
import { dropOldSpend } from './spend-retention.ts';

/** Snapshots are kept whole for so many days, then the last of each day; after KEEP_DAYS only the daily rows remain. */
export const KEEP_ALL_DAYS = 7;
export const KEEP_DAYS = 90;

/** Drops what has grown old. The newest snapshot always stays. */
export async function dropOld({ now }: { now: Date }): Promise<void> {
  const { pool } = database();
  await pool.query(
    `delete from snapshot s where seq < (select max(seq) from snapshot) and (
       taken_at < $1::timestamptz - interval '${KEEP_DAYS} days'
       or (taken_at < $1::timestamptz - interval '${KEEP_ALL_DAYS} days' and exists (
         select from snapshot later where later.seq > s.seq
           and (later.taken_at at time zone 'UTC')::date = (s.taken_at at time zone 'UTC')::date)))`,
    [now],
  );
  await pool.query(
    `delete from run_bucket where run_id in (
       select id from collect_run where status in ('completed', 'failed') and created_at < $1::timestamptz - interval '${KEEP_ALL_DAYS} days'
         and seq < (select max(seq) from collect_run))`,
    [now],
  );
  await pool.query(
    `delete from collect_run r where status in ('completed', 'failed') and created_at < $1::timestamptz - interval '${KEEP_DAYS} days'
       and not exists (select from snapshot where run_id = r.id)`,
    [now],
  );
  await dropOldSpend({ now });
}
