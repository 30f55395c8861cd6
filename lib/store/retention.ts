import { env } from '#lib/env.ts';
import { database } from './database.ts';
import { dropOldSpend } from './spend-retention.ts';

/** Snapshots are kept whole for so many days, then the last of each day; after KEEP_DAYS only the daily rows remain. */
export const KEEP_ALL_DAYS = 7;
export const KEEP_DAYS = 90;
/** Of each week the snapshot that closed it is kept for three years: a report of that week is made from it. */
export const KEEP_WEEKS = 3 * 53;

/** Drops what has grown old. The newest snapshot always stays. */
export async function dropOld({ now }: { now: Date }): Promise<void> {
  const { pool } = database();
  // The last of a week closed it; in another time zone than before, weeks that are over keep the former one's.
  const closedWeek = `not exists (select from snapshot later where later.seq > s.seq
    and date_trunc('week', later.taken_at at time zone $2) = date_trunc('week', s.taken_at at time zone $2))`;
  await pool.query(
    `delete from snapshot s where seq < (select max(seq) from snapshot)
       and not (taken_at > $1::timestamptz - interval '${KEEP_WEEKS} weeks' and ${closedWeek}) and (
       taken_at < $1::timestamptz - interval '${KEEP_DAYS} days'
       or (taken_at < $1::timestamptz - interval '${KEEP_ALL_DAYS} days' and exists (
         select from snapshot later where later.seq > s.seq
           and (later.taken_at at time zone 'UTC')::date = (s.taken_at at time zone 'UTC')::date)))`,
    [now, env().REPORT_TIME_ZONE],
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
