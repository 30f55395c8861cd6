import { periodEnd } from '#lib/spend/calendar.ts';
import { type CostFilter, type CostQuestion, costQuestion } from '#lib/spend/cost-cut.ts';
import { type CostGrouping, type Granularity, S3_SERVICE } from '#lib/spend/cost-row.ts';
import { type AskedCosts, type CostRange, readGroups, sumCosts } from './cost-groups.ts';
import { database } from './database.ts';

/** `amount` is an exact decimal in the bill's currency; `keys` holds the service, account id, region or usage type. */
export type CostItem = { start: string; end: string; estimated: boolean; keys: string[]; amount: string };

export type CostSeries = {
  /** Null where no amount was read, or the bill changed its currency in between. */
  currency: string | null;
  /** By period, then by key. */
  items: CostItem[];
  /** Those that were read, with or without a cost: what is in none of them is not known, which is not 0. */
  periods: { start: string; end: string; estimated: boolean }[];
  /** When the newest of them was read; null: none was. */
  asOf: Date | null;
};

export type CostCoverage = {
  /** Of the days read, `YYYY-MM-DD`; null where only months were. */
  firstDay: string | null;
  lastDay: string | null;
  firstMonth: string | null;
  /** The first day that AWS still marks as estimated. */
  estimatedFrom: string | null;
  currency: string | null;
  asOf: Date;
};

/**
 * Costs by period and by service, account, region or usage type (of Amazon S3).
 * @throws AppError 'invalid' when the filter and the grouping need two cuts at once, such as region and service
 */
export async function costSeries({ groupBy, ...range }: CostRange & { groupBy: CostGrouping }): Promise<CostSeries> {
  const { granularity, filter = {} } = range;
  const question = questionOf({ groupBy, filter });
  const [periods, rows] = await Promise.all([readPeriods({ ...range, question }), readGroups({ ...range, question })]);
  const known = new Map(periods.map((period) => [period.start, period]));
  const items = rows.map(({ start, key, amount }) => ({
    start,
    end: known.get(start)?.end ?? periodEnd(start, granularity),
    estimated: known.get(start)?.estimated ?? true,
    // What a usage type narrows to is S3's.
    keys: [question.groupBy === 'none' ? S3_SERVICE : key],
    amount,
  }));
  return {
    currency: onlyOne(periods.flatMap(({ currency }) => currency ?? [])),
    items,
    periods: periods.map(({ start, end, estimated }) => ({ start, end, estimated })),
    asOf: periods.reduce<Date | null>((last, { readAt }) => (last && last > readAt ? last : readAt), null),
  };
}

/**
 * The sum of days (or of months, when asked for) as an exact decimal; "0" where nothing was read, which `costCoverage`
 * tells apart. @throws AppError as `costSeries`
 */
export async function costTotals(
  range: Omit<CostRange, 'granularity'> & { granularity?: Granularity },
): Promise<string> {
  const { granularity = 'daily', filter = {}, ...rest } = range;
  const question = questionOf({ groupBy: null, filter });
  return sumCosts({ ...rest, granularity, filter, question });
}

/** What of the costs is stored; null before the first reading. */
export async function costCoverage(): Promise<CostCoverage | null> {
  const { rows } = await database().pool.query<Omit<CostCoverage, 'asOf'> & { asOf: Date | null }>(
    `select min(start) filter (where granularity = 'daily')::text as "firstDay",
       max(start) filter (where granularity = 'daily')::text as "lastDay",
       min(start) filter (where granularity = 'monthly')::text as "firstMonth",
       min(start) filter (where granularity = 'daily' and estimated)::text as "estimatedFrom",
       max(currency) as currency, max(read_at) as "asOf"
     from cost_period where cut = 'service'`,
  );
  const [row] = rows;
  return row?.asOf ? { ...row, asOf: row.asOf } : null;
}

/** What costs can be narrowed to: every account and name that Cost Explorer ever told of, by name. */
export async function costFilters(): Promise<{
  accounts: { accountId: string; name: string }[];
  services: string[];
  regions: string[];
  usageTypes: string[];
}> {
  const { pool } = database();
  const [accounts, keys] = await Promise.all([
    pool.query<{ accountId: string; name: string }>(
      `select c.id as "accountId", coalesce(a.name, c.name, c.id) as name
       from cost_account c left join account a on a.id = c.id order by 2, 1`,
    ),
    pool.query<{ cut: string; name: string }>('select cut, name from cost_key order by name'),
  ]);
  const named = (cut: string) => keys.rows.filter((row) => row.cut === cut).map((row) => row.name);
  return {
    accounts: accounts.rows,
    services: named('service'),
    regions: named('region'),
    usageTypes: named('usageType'),
  };
}

function onlyOne(currencies: string[]): string | null {
  const [first = null, ...others] = new Set(currencies);
  return others.length > 0 ? null : first;
}

function questionOf(asked: { groupBy: CostGrouping | null; filter: CostFilter }): CostQuestion {
  const question = costQuestion(asked);
  if (!question.ok) throw question.error;
  return question.value;
}

type PeriodRow = { start: string; estimated: boolean; currency: string | null; readAt: Date };

async function readPeriods({ granularity, from, to, question }: AskedCosts): Promise<(PeriodRow & { end: string })[]> {
  const { rows } = await database().pool.query<PeriodRow>(
    `select start::text as start, bool_or(estimated) as estimated, max(currency) as currency, max(read_at) as "readAt"
     from cost_period where cut = $1 and granularity = $2 and start >= $3::date and start < $4::date group by start order by start`,
    [question.cut, granularity, from, to],
  );
  return rows.map((row) => ({ ...row, end: periodEnd(row.start, granularity) }));
}
