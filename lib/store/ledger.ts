import { database } from './database.ts';
import { transaction } from './transaction.ts';

/** The UTC day of a moment, as the ledger books it. */
function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/**
 * Books up to `usd` of the day's budget before it is spent; across all processes the day never exceeds `ceilingUsd`.
 * @returns what was booked: less than asked when little is left, 0 when not even `leastUsd` is
 */
export async function reserveSpend({
  at,
  usd,
  leastUsd,
  ceilingUsd,
}: {
  at: Date;
  usd: number;
  leastUsd: number;
  ceilingUsd: number;
}): Promise<number> {
  const day = dayOf(at);
  return transaction(async (client) => {
    await client.query('insert into api_spend (day, usd) values ($1, 0) on conflict do nothing', [day]);
    const { rows } = await client.query<{ granted: number }>(
      `with spent as (select usd from api_spend where day = $1 for update),
         grant_of as (select round(least($2::numeric, $4::numeric - usd), 8) as granted from spent)
       update api_spend set usd = api_spend.usd + granted from grant_of
       where day = $1 and granted > 0 and granted >= round($3::numeric, 8) returning granted::float8 as granted`,
      [day, usd, leastUsd, ceilingUsd],
    );
    return rows[0]?.granted ?? 0;
  });
}

/** Gives back what was booked and not spent. */
export async function returnSpend({ at, usd }: { at: Date; usd: number }): Promise<void> {
  if (usd <= 0) return;
  await database().pool.query('update api_spend set usd = greatest(0, usd - $2) where day = $1', [dayOf(at), usd]);
}

/** USD spent (or booked) on our own calls on the UTC day of `at`. */
export async function spentOn(at: Date): Promise<number> {
  const { rows } = await database().pool.query<{ usd: number }>(
    'select usd::float8 as usd from api_spend where day = $1',
    [dayOf(at)],
  );
  return rows[0]?.usd ?? 0;
}

export type CallCount = { operation: string; calls: number; usd: number };

/** Adds calls to a run's account of them. */
export async function addCalls({ runId, counts }: { runId: string; counts: CallCount[] }): Promise<void> {
  if (counts.length === 0) return;
  await database().pool.query(
    `insert into run_call (run_id, operation, calls, usd)
     select $1, * from unnest($2::text[], $3::int[], $4::numeric[])
     on conflict (run_id, operation) do update set calls = run_call.calls + excluded.calls, usd = run_call.usd + excluded.usd
     returning set_config('synchronous_commit', 'off', true)`,
    [runId, counts.map((c) => c.operation), counts.map((c) => c.calls), counts.map((c) => c.usd)],
  );
}
