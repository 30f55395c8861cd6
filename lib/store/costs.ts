import type pg from 'pg';
import { AppError } from '#lib/errors.ts';
import type { CostCut, CostRow, Granularity } from '#lib/spend/cost-row.ts';
import { sumUp, sumUpMonths } from './cost-sums.ts';
import { transaction } from './transaction.ts';

export type CostPeriod = { start: string; estimated: boolean };

/** What one Cost Explorer answered about one cut. Dates are `YYYY-MM-DD` in UTC, `to` exclusive. */
export type CostAnswer = {
  cut: CostCut;
  granularity: Granularity;
  from: string;
  to: string;
  /** The account whose Cost Explorer answered. */
  asked: string;
  rows: CostRow[];
  /** Those that the answer is about, with or without a row; it says nothing of any other. */
  periods: CostPeriod[];
  /** ISO 4217; null where the answer holds no amount. */
  currency: string | null;
  at: Date;
  /** By account id, as Cost Explorer describes them. */
  accountNames?: Record<string, string>;
};

export const costTables = { daily: 'cost_day', monthly: 'cost_month' } as const;

/** Rows a statement inserts: an estate's first 90 days are a million. */
const BATCH = 10_000;

/**
 * Puts an answer in place of what was stored for its periods, in one transaction: of every account that it names, and of
 * those that the same Cost Explorer told of before. Doing it again changes nothing. Rows of the same period, account, key
 * and record type are summed. After days, the months that they cover whole are summed from them.
 * @throws AppError 'refused' when another Cost Explorer told of these periods in another currency; 'failed' when a row is of no period told
 */
export async function replaceCosts(answer: CostAnswer): Promise<void> {
  const { cut, granularity, asked, currency, at } = answer;
  const periods = periodsOf(answer);
  const starts = [...periods.keys()];
  if (starts.length === 0) return;
  await transaction(async (client) => {
    // One answer at a time; who reads goes on.
    await client.query('lock table cost_period in share row exclusive mode');
    await refuseOtherCurrency(client, answer, starts);
    await nameKeysAndAccounts(client, answer);
    const accounts = [...new Set(answer.rows.map((row) => row.accountId))];
    await client.query(
      `delete from ${costTables[granularity]} where key_id = any(array(select id from cost_key where cut = $1))
         and start = any($2::date[]) and (account_id = any($3) or asked = $4)`,
      [cut, starts, accounts, asked],
    );
    await insertRows(client, answer);
    await client.query(
      `insert into cost_period (asked, cut, granularity, start, estimated, currency, read_at)
       select $1, $2, $3, start, estimated, $4, $5 from unnest($6::date[], $7::bool[]) as told(start, estimated)
       on conflict (asked, cut, granularity, start) do update
         set estimated = excluded.estimated, currency = excluded.currency, read_at = excluded.read_at`,
      [asked, cut, granularity, currency, at, starts, [...periods.values()]],
    );
    await sumUp(client, { granularity, cut, starts });
    if (granularity === 'daily') await sumUpMonths(client, { cut, asked, starts, currency, at });
  });
}

/** Periods by start, each once. */
function periodsOf({ from, to, rows, periods }: CostAnswer): Map<string, boolean> {
  const told = new Map<string, boolean>();
  for (const { start, estimated } of periods) {
    if (start >= from && start < to) told.set(start, estimated || told.get(start) === true);
  }
  const stray = rows.find((row) => !told.has(row.start));
  if (stray)
    throw new AppError(
      'failed',
      `Cost Explorer answered a cost of ${stray.start}, which is in no period that it names.`,
    );
  return told;
}

/** Amounts of two currencies have no sum: those of one period are of one. */
async function refuseOtherCurrency(
  client: pg.PoolClient,
  { cut, granularity, asked, currency }: CostAnswer,
  starts: string[],
): Promise<void> {
  if (currency === null) return;
  const { rows } = await client.query<{ asked: string; currency: string }>(
    `select asked, currency from cost_period
     where cut = $1 and granularity = $2 and start = any($3::date[]) and asked <> $4 and currency <> $5 limit 1`,
    [cut, granularity, starts, asked, currency],
  );
  const [other] = rows;
  if (other)
    throw new AppError(
      'refused',
      `The bill of ${asked} is in ${currency}, the costs of ${other.asked} stored here in ${other.currency}: they cannot be ` +
        'summed. Watch accounts of one currency with one Straybytes.',
    );
}

async function nameKeysAndAccounts(client: pg.PoolClient, { cut, rows, accountNames }: CostAnswer): Promise<void> {
  await client.query(
    `insert into cost_key (cut, name) select $1, name from unnest($2::text[]) as named(name)
     where not exists (select from cost_key k where k.cut = $1 and k.name = named.name)`,
    [cut, [...new Set(rows.map((row) => row.key))]],
  );
  const accounts = [...new Set([...rows.map((row) => row.accountId), ...Object.keys(accountNames ?? {})])];
  await client.query(
    `insert into cost_account (id, name) select * from unnest($1::text[], $2::text[])
     on conflict (id) do update set name = coalesce(excluded.name, cost_account.name)`,
    [accounts, accounts.map((id) => accountNames?.[id] ?? null)],
  );
}

/** In the order of days, keys and accounts, so that a key's accounts of a day lie together on disk. */
async function insertRows(client: pg.PoolClient, { cut, granularity, asked, rows }: CostAnswer): Promise<void> {
  const order = (row: CostRow) => `${row.start} ${row.key} ${row.accountId}`;
  const sorted = rows.map((row) => ({ row, order: order(row) })).sort((a, b) => (a.order < b.order ? -1 : 1));
  for (let begin = 0; begin < sorted.length; begin += BATCH) {
    const batch = sorted.slice(begin, begin + BATCH).map(({ row }) => row);
    await client.query(
      `insert into ${costTables[granularity]} as stored
         (key_id, start, account_id, record_type, asked, unblended, amortized, net_amortized)
       select k.id, r.start, r.account_id, r.record_type, $2, sum(r.unblended), sum(r.amortized), sum(r.net_amortized)
       from unnest($3::date[], $4::text[], $5::text[], $6::text[], $7::numeric[], $8::numeric[], $9::numeric[])
         as r(start, account_id, name, record_type, unblended, amortized, net_amortized)
       join cost_key k on k.cut = $1 and k.name = r.name
       group by r.start, k.id, r.account_id, r.record_type order by r.start, k.id, r.account_id
       on conflict (key_id, start, account_id, record_type) do update set unblended = stored.unblended + excluded.unblended,
         amortized = stored.amortized + excluded.amortized, net_amortized = stored.net_amortized + excluded.net_amortized`,
      [
        cut,
        asked,
        batch.map((row) => row.start),
        batch.map((row) => row.accountId),
        batch.map((row) => row.key),
        batch.map((row) => row.recordType),
        batch.map((row) => row.unblended),
        batch.map((row) => row.amortized),
        batch.map((row) => row.netAmortized),
      ],
    );
  }
}
