import type { CostFilter, CostQuestion } from '#lib/spend/cost-cut.ts';
import {
  recordTypes as allRecordTypes,
  type CostMetric,
  type Granularity,
  type RecordType,
} from '#lib/spend/cost-row.ts';
import { exactSum } from '#lib/spend/exact.ts';
import { costTables } from './costs.ts';
import { database } from './database.ts';

/** What is asked of the costs stored. Dates are `YYYY-MM-DD` in UTC, `to` exclusive; periods that begin in between count. */
export type CostRange = {
  granularity: Granularity;
  from: string;
  to: string;
  metric: CostMetric;
  /** All of them when left out. */
  recordTypes?: readonly RecordType[] | undefined;
  filter?: CostFilter | undefined;
};

/** And which rows answer it (lib/spend/cost-cut.ts). */
export type AskedCosts = CostRange & { question: CostQuestion };

/** A period's cost of one service, account, region or usage type; `key` is empty where the rows are not told apart. */
export type CostGroup = { start: string; key: string; amount: string };

const columns = { unblended: 'unblended', amortized: 'amortized', netAmortized: 'net_amortized' } as const;

/**
 * Costs by period and key, in this order. Groups come as one row a period: 18,000 rows of their own take three times as
 * long to receive. Where a group can have several rows only by its record types, which hardly any has on a day, they are
 * summed here: to have all of them grouped takes as long as reading them.
 */
export async function readGroups(asked: AskedCosts): Promise<CostGroup[]> {
  const { source, values, key, several } = sourceOf(asked);
  const costs = `select start, ${key} as key, ${columns[asked.metric]} as amount from ${source}`;
  const groups = `select start, key, sum(amount) as amount from (${costs}) costs group by start, key`;
  const { rows } = await database().pool.query<{ start: string; keys: string; amounts: string }>(
    `select start::text as start, string_agg(key, chr(10)) as keys, string_agg(trim_scale(amount)::text, ' ') as amounts
     from (${several ? groups : costs}) groups group by groups.start order by 1`,
    values,
  );
  return rows.flatMap(({ start, keys, amounts }) => {
    const each = amounts.split(' ');
    const sums = new Map<string, string>();
    for (const [index, name] of keys.split('\n').entries()) {
      const former = sums.get(name);
      const amount = each[index] ?? '0';
      sums.set(name, former === undefined ? amount : exactSum([former, amount]));
    }
    const sorted = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
    return sorted.map(([name, amount]) => ({ start, key: name, amount }));
  });
}

/** The sum of all of them; "0" where nothing is stored. */
export async function sumCosts(asked: AskedCosts): Promise<string> {
  const { source, values } = sourceOf(asked);
  const { rows } = await database().pool.query<{ amount: string }>(
    `select trim_scale(coalesce(sum(${columns[asked.metric]}), 0))::text as amount from ${source}`,
    values,
  );
  return rows[0]?.amount ?? '0';
}

/** Rows to sum: of the sums over accounts or over services where one of them answers, else of the costs themselves. */
function sourceOf({ granularity, from, to, recordTypes, filter = {}, question }: AskedCosts) {
  const { cut, key, groupBy } = question;
  const accounts = filter.accountId === undefined ? (filter.accountIds ?? null) : [filter.accountId];
  const types = [...(recordTypes ?? allRecordTypes)];
  const ofMonths = granularity === 'monthly' && types.length > 1;
  const byAccount = groupBy === 'account' || accounts !== null;
  if (byAccount && (groupBy === 'key' || key !== null || cut !== 'service'))
    return {
      source: `${costTables[granularity]} c join cost_key k on k.id = c.key_id
        where k.cut = $1 and ($2::text is null or k.name = $2) and ($3::text[] is null or c.account_id = any($3))
          and c.start >= $4::date and c.start < $5::date and c.record_type = any($6)`,
      values: [cut, key, accounts, from, to, types],
      key: { key: 'k.name', account: 'c.account_id', none: `''::text` }[groupBy],
      several: ofMonths || (groupBy !== 'account' && accounts?.length !== 1),
    };
  const names = byAccount ? accounts : key === null ? null : [key];
  return {
    source: `cost_sum where granularity = $1 and cut = $2 and grouping = $3 and start >= $4::date and start < $5::date
      and ($6::text[] is null or name = any($6)) and record_type = any($7)`,
    values: [granularity, cut, byAccount ? 'account' : 'key', from, to, names, types],
    key: groupBy === 'none' ? `''::text` : 'name',
    several: ofMonths,
  };
}
