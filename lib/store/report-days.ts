import { database } from './database.ts';

/** USD a month on a UTC day, `YYYY-MM-DD`. */
export type WasteDay = { day: string; monthlyUsd: number };

/** Of some accounts together, with how many of their buckets could not be read whole, an account that was not in sight then as one. */
export type EstateDay = WasteDay & { unread: number };

/** Days of some accounts together, both ends included; a day on which nobody looked is left out. */
export async function estateDays({
  accountIds,
  from,
  to,
}: {
  accountIds: readonly string[];
  from: string;
  to: string;
}): Promise<EstateDay[]> {
  // Each look writes a row of every account, those too that could not be read.
  const { rows } = await database().pool.query<{ day: string; usd: string; unread: number }>(
    `select day::text as day, sum(monthly_usd) as usd, sum(unreadable)::int + cardinality($3::text[]) - count(*)::int as unread from account_day
     where day between $1::date and $2::date and account_id = any($3::text[]) group by day order by day`,
    [from, to, accountIds],
  );
  return rows.map(({ day, usd, unread }) => ({ day, monthlyUsd: Number(usd), unread }));
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
