import { database } from './database.ts';

/** USD a month on a UTC day, `YYYY-MM-DD`. */
export type WasteDay = { day: string; monthlyUsd: number };

/** Days of all accounts together, both ends included; a day on which nobody looked is left out. */
export async function estateDays({ from, to }: { from: string; to: string }): Promise<WasteDay[]> {
  // An account that was not read on a day still holds what it held before.
  const { rows } = await database().pool.query<{ day: string; accountId: string; usd: string }>(
    `select day::text as day, account_id as "accountId", monthly_usd as usd from account_day
     where day between $1::date and $2::date
     union all
     select $1, account_id, monthly_usd from (select distinct on (account_id) account_id, monthly_usd from account_day
       where day < $1::date order by account_id, day desc) before
     where exists (select from account_day where day = $1::date)
       and not exists (select from account_day d where d.account_id = before.account_id and d.day = $1::date)
     order by 1, 2`,
    [from, to],
  );
  const known = new Map<string, number>();
  return [...Map.groupBy(rows, ({ day }) => day)].map(([day, accounts]) => {
    for (const { accountId, usd } of accounts) known.set(accountId, Number(usd));
    return { day, monthlyUsd: [...known.values()].reduce((sum, usd) => sum + usd, 0) };
  });
}

/** Days of some buckets, by bucket id; a day on which a bucket could not be read is left out. */
export async function bucketDays({
  bucketIds,
  from,
  to,
}: {
  bucketIds: readonly number[];
  from: string;
  to: string;
}): Promise<Map<number, WasteDay[]>> {
  const { rows } = await database().pool.query<{ bucketId: number; day: string; usd: string }>(
    `select bucket_id as "bucketId", day::text as day, monthly_usd as usd from bucket_day
     where bucket_id = any($1::int[]) and day between $2::date and $3::date and monthly_usd is not null order by bucket_id, day`,
    [bucketIds, from, to],
  );
  const groups = Map.groupBy(rows, ({ bucketId }) => bucketId);
  return new Map([...groups].map(([id, days]) => [id, days.map(({ day, usd }) => ({ day, monthlyUsd: Number(usd) }))]));
}
