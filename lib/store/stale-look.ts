import { accountTasks } from '#lib/spend/reading.ts';
import { database } from './database.ts';

/** That the newest looks at all buckets failed, so that what is shown is of before. */
export type StaleLook = {
  /** When the first look after the last good one failed. */
  since: Date;
  /** When the last good one ended; null: there was none. */
  asOf: Date | null;
  /** Why the newest one failed. */
  problem: string | null;
};

/** Null where the newest look at all buckets succeeded, or there was none. Looks at some accounts or at money say nothing. */
export async function staleLook(): Promise<StaleLook | null> {
  const { rows } = await database().pool.query<StaleLook>(
    `with whole as (
       select seq, status, finished_at, problem from collect_run
       where status in ('completed', 'failed') and accounts = '{}' and buckets = '{}'
         and not (kinds <@ $1::text[] and kinds <> '{}')),
     good as (select seq, finished_at from whole where status = 'completed' order by seq desc limit 1)
     select min(finished_at) as since, (select finished_at from good) as "asOf",
       (array_agg(problem order by seq desc))[1] as problem
     from whole where seq > coalesce((select seq from good), 0) having count(*) > 0`,
    [accountTasks],
  );
  return rows[0] ?? null;
}
