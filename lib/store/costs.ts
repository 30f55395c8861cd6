import type pg from 'pg';
import { AppError } from '#lib/errors.ts';
import type { CostCut, CostRow, Granularity } from '#lib/spend/cost-row.ts';
import { exactSum } from '#lib/spend/exact.ts';
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
    await nameAccounts(client, answer);
    const keys = await nameKeys(client, answer);
    const accounts = [...new Set(answer.rows.map((row) => row.accountId))];
    const byStart = Map.groupBy(distinctRows(answer.rows), (row) => row.start);
    for (const start of starts)
      await replacePeriod(client, { answer, start, rows: byStart.get(start) ?? [], accounts, keys });
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

async function nameAccounts(client: pg.PoolClient, { rows, accountNames }: CostAnswer): Promise<void> {
  const accounts = [...new Set([...rows.map((row) => row.accountId), ...Object.keys(accountNames ?? {})])];
  await client.query(
    `insert into cost_account (id, name) select * from unnest($1::text[], $2::text[])
     on conflict (id) do update set name = excluded.name where excluded.name <> coalesce(cost_account.name, '')`,
    [accounts, accounts.map((id) => accountNames?.[id] ?? null)],
  );
}

/** The numbers of all keys of the cut, by name; new ones are numbered. */
async function nameKeys(client: pg.PoolClient, { cut, rows }: CostAnswer): Promise<Map<string, number>> {
  await client.query(
    `insert into cost_key (cut, name) select $1, name from unnest($2::text[]) as named(name)
     where not exists (select from cost_key k where k.cut = $1 and k.name = named.name)`,
    [cut, [...new Set(rows.map((row) => row.key))]],
  );
  const { rows: keys } = await client.query<{ id: number; name: string }>(
    'select id, name from cost_key where cut = $1',
    [cut],
  );
  return new Map(keys.map(({ id, name }) => [name, id]));
}

/** One row for each period, account, key and record type, in the order in which they are to lie on disk. */
function distinctRows(rows: CostRow[]): CostRow[] {
  const byOrder = new Map<string, CostRow>();
  for (const row of rows) {
    const order = [row.start, row.key, row.accountId, row.recordType].join('\n');
    const former = byOrder.get(order);
    byOrder.set(order, former ? { ...row, ...added(former, row) } : row);
  }
  return [...byOrder].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function added(one: CostRow, other: CostRow) {
  return {
    unblended: exactSum([one.unblended, other.unblended]),
    amortized: exactSum([one.amortized, other.amortized]),
    netAmortized: exactSum([one.netAmortized, other.netAmortized]),
  };
}

/** Writes only what differs: most days that are read again are as they were, and an unchanged row costs no room. */
async function replacePeriod(
  client: pg.PoolClient,
  {
    answer,
    start,
    rows,
    accounts,
    keys,
  }: { answer: CostAnswer; start: string; rows: CostRow[]; accounts: string[]; keys: Map<string, number> },
): Promise<void> {
  const table = costTables[answer.granularity];
  const names = [
    rows.map((row) => keys.get(row.key)),
    rows.map((row) => row.accountId),
    rows.map((row) => row.recordType),
  ];
  await client.query(
    `delete from ${table} old where key_id = any($1) and start = $2::date and (account_id = any($3) or asked = $4)
       and not exists (select from unnest($5::int[], $6::text[], $7::text[]) as r(key_id, account_id, record_type)
         where r.key_id = old.key_id and r.account_id = old.account_id and r.record_type = old.record_type)`,
    [[...keys.values()], start, accounts, answer.asked, ...names],
  );
  await client.query(
    `insert into ${table} as old (key_id, start, account_id, record_type, asked, unblended, amortized, net_amortized)
     select key_id, $1::date, account_id, record_type, $2, unblended, amortized, net_amortized
     from unnest($3::int[], $4::text[], $5::text[], $6::numeric[], $7::numeric[], $8::numeric[])
       as r(key_id, account_id, record_type, unblended, amortized, net_amortized)
     on conflict (key_id, start, account_id, record_type) do update set asked = excluded.asked,
       unblended = excluded.unblended, amortized = excluded.amortized, net_amortized = excluded.net_amortized
     where (old.asked, old.unblended, old.amortized, old.net_amortized)
       is distinct from (excluded.asked, excluded.unblended, excluded.amortized, excluded.net_amortized)`,
    [
      start,
      answer.asked,
      ...names,
      rows.map((row) => row.unblended),
      rows.map((row) => row.amortized),
      rows.map((row) => row.netAmortized),
    ],
  );
}
