import { addDays, dayOf } from '#lib/spend/calendar.ts';
import { database } from './database.ts';
import { NOT_LOOKED_AT } from './known-accounts.ts';
import { transaction } from './transaction.ts';

/** Of each UTC day the newest snapshot of money is kept, for so long; those of the last day stay, pages may show them. */
export const KEEP_SPEND_DAYS = 400;
/**
 * Of each week what was newest when it closed is kept for three years: its report is made from it. In UTC, in which of a day
 * only the newest is kept, a week closes on Sunday's or on Monday's midnight, by the time zone of the reports.
 */
export const KEEP_SPEND_WEEKS = 3 * 53;
/** Costs by day are kept for three years and the month that is not over; by month for ever. */
export const KEEP_COST_DAYS = 3 * 366 + 31;

/** On `s` (spend_snapshot): it holds what was known last of the guardrails of an account that is not looked at any more. */
const LAST_OF_ACCOUNT = `exists (select from spend_reading r where r.snapshot_id = s.id and r.kind = 'guardrails'
  and r.account_id in (select id from account where ${NOT_LOOKED_AT})
  and not exists (select from spend_reading newer join spend_snapshot later on later.id = newer.snapshot_id
    where later.seq > s.seq and newer.kind = r.kind and newer.account_id = r.account_id))`;

/**
 * Drops what has grown old of money: snapshots, what runs held until they were published, days. The newest snapshot stays, and
 * within the years those that know of an account's guardrails what no newer one does.
 */
export async function dropOldSpend({ now }: { now: Date }): Promise<void> {
  const last = (week: string) => `not exists (select from spend_snapshot later where later.seq > s.seq
    and ${week.replaceAll('$', 'later.taken_at')} = ${week.replaceAll('$', 's.taken_at')})`;
  const [onMonday, onSunday] = ["date_trunc('week', $, 'UTC')", "date_trunc('week', $ + interval '1 day', 'UTC')"].map(
    last,
  );
  await database().pool.query(
    `delete from spend_snapshot s where seq < (select max(seq) from spend_snapshot) and (
       taken_at < $1::timestamptz - interval '${KEEP_SPEND_DAYS} days'
         and not (taken_at > $1::timestamptz - interval '${KEEP_SPEND_WEEKS} weeks' and (${onMonday} or ${onSunday} or ${LAST_OF_ACCOUNT}))
       or (taken_at < $1::timestamptz - interval '1 day' and exists (
         select from spend_snapshot later where later.seq > s.seq
           and (later.taken_at at time zone 'UTC')::date = (s.taken_at at time zone 'UTC')::date) and not ${LAST_OF_ACCOUNT}))`,
    [now],
  );
  await database().pool.query(
    `update run_reading r set result = null from collect_run c
     where c.id = r.run_id and r.result is not null and c.finished_at < $1::timestamptz - interval '1 day'`,
    [now],
  );
  await dropOldDays(addDays(dayOf(now), -KEEP_COST_DAYS));
}

/** By the periods read, so that nothing is searched where nothing is old. */
async function dropOldDays(first: string): Promise<void> {
  const { rows } = await database().pool.query<{ start: string }>(
    `select distinct start::text as start from cost_period where granularity = 'daily' and start < $1::date`,
    [first],
  );
  if (rows.length === 0) return;
  const starts = rows.map(({ start }) => start);
  await transaction(async (client) => {
    await client.query('lock table cost_period in share row exclusive mode');
    await client.query(
      'delete from cost_day where key_id = any(array(select id from cost_key)) and start = any($1::date[])',
      [starts],
    );
    await client.query(`delete from cost_sum where granularity = 'daily' and start = any($1::date[])`, [starts]);
    await client.query(`delete from cost_period where granularity = 'daily' and start = any($1::date[])`, [starts]);
  });
}
