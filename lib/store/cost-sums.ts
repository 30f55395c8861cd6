import type pg from 'pg';
import { daysOf, monthOf, periodEnd } from '#lib/spend/calendar.ts';
import type { CostCut, Granularity } from '#lib/spend/cost-row.ts';

const amounts = 'sum(c.unblended) as unblended, sum(c.amortized) as amortized, sum(c.net_amortized) as net_amortized';
const figures = ['unblended', 'amortized', 'net_amortized'];

/** Sums that come out as they were are not written. */
function unlessSame(columns: string[]): string {
  const of = (row: string) => columns.map((column) => `${row}.${column}`).join(', ');
  const set = columns.map((column) => `${column} = excluded.${column}`).join(', ');
  return `do update set ${set} where (${of('old')}) is distinct from (${of('excluded')})`;
}

/** Brings the sums over accounts, and over services, of some periods up to date. */
export async function sumUp(
  client: pg.PoolClient,
  { granularity, cut, starts }: { granularity: Granularity; cut: CostCut; starts: string[] },
): Promise<void> {
  await sumBy(client, { granularity, cut, starts, grouping: 'key' });
  // Every account has its whole cost under services, and the same once more under regions.
  if (cut === 'service') await sumBy(client, { granularity, cut, starts, grouping: 'account' });
}

async function sumBy(
  client: pg.PoolClient,
  {
    granularity,
    cut,
    starts,
    grouping,
  }: { granularity: Granularity; cut: CostCut; starts: string[]; grouping: 'key' | 'account' },
): Promise<void> {
  const table = granularity === 'daily' ? 'cost_day' : 'cost_month';
  const name = grouping === 'key' ? 'k.name' : 'c.account_id';
  await client.query(
    `with fresh as (
       select c.start, ${name} as name, c.record_type, ${amounts} from ${table} c join cost_key k on k.id = c.key_id and k.cut = $2
       where c.start = any($4::date[]) group by c.start, ${name}, c.record_type),
     gone as (
       delete from cost_sum old where granularity = $1 and cut = $2 and grouping = $3 and start = any($4::date[]) and not exists (
         select from fresh f where f.start = old.start and f.name = old.name and f.record_type = old.record_type))
     insert into cost_sum as old (granularity, cut, grouping, start, name, record_type, unblended, amortized, net_amortized)
     select $1::text, $2::text, $3::text, start, name, record_type, unblended, amortized, net_amortized from fresh
     on conflict (granularity, cut, grouping, start, name, record_type) ${unlessSame(figures)}`,
    [granularity, cut, grouping, starts],
  );
}

/**
 * Sums the months that hold one of these days from their days, where every day was read: from the first to the last of
 * the month, or to the last day known. Cost Explorer is paid once for a cost.
 */
export async function sumUpMonths(
  client: pg.PoolClient,
  told: { cut: CostCut; asked: string; starts: string[]; currency: string | null; at: Date },
): Promise<void> {
  const { cut, asked, starts, currency, at } = told;
  const { rows: months } = await client.query<{ start: string; estimated: boolean }>(
    `select m.start::text as start, bool_or(p.estimated) or max(p.start) < (m.start + interval '1 month - 1 day')::date as estimated
     from unnest($1::date[]) as m(start)
       join cost_period p on p.asked = $2 and p.cut = $3 and p.granularity = 'daily' and date_trunc('month', p.start) = m.start,
       (select max(start) as day from cost_period where asked = $2 and cut = $3 and granularity = 'daily') last
     group by m.start, last.day
     having count(*) = least((m.start + interval '1 month')::date, last.day + 1) - m.start`,
    [[...new Set(starts.map(monthOf))], asked, cut],
  );
  for (const { start, estimated } of months) {
    const days = daysOf({ from: start, to: periodEnd(start, 'monthly') });
    await sumUpMonth(client, { cut, asked, start, days });
    await client.query(
      `insert into cost_period (asked, cut, granularity, start, estimated, currency, read_at)
       values ($1, $2, 'monthly', $3, $4, $5, $6) on conflict (asked, cut, granularity, start) do update
         set estimated = excluded.estimated, currency = excluded.currency, read_at = excluded.read_at`,
      [asked, cut, start, estimated, currency, at],
    );
  }
  await sumUp(client, { granularity: 'monthly', cut, starts: months.map(({ start }) => start) });
}

/** The month of every account that this Cost Explorer told of, from all of its days, whoever told of them. */
async function sumUpMonth(
  client: pg.PoolClient,
  { cut, asked, start, days }: { cut: CostCut; asked: string; start: string; days: string[] },
): Promise<void> {
  const keys = 'key_id = any(array(select id from cost_key where cut = $1))';
  const { rows } = await client.query<{ account_id: string }>(
    `select distinct account_id from cost_day where ${keys} and start = any($2::date[]) and asked = $3`,
    [cut, days, asked],
  );
  const accounts = rows.map((row) => row.account_id);
  await client.query(
    `with fresh as (
       select c.key_id, c.account_id, c.record_type, ${amounts} from cost_day c
       where ${keys} and c.start = any($4::date[]) and c.account_id = any($5) group by c.key_id, c.account_id, c.record_type),
     gone as (
       delete from cost_month old where ${keys} and start = $2::date and (account_id = any($5) or asked = $3) and not exists (
         select from fresh f where f.key_id = old.key_id and f.account_id = old.account_id and f.record_type = old.record_type))
     insert into cost_month as old (key_id, start, account_id, record_type, asked, unblended, amortized, net_amortized)
     select key_id, $2::date, account_id, record_type, $3, unblended, amortized, net_amortized from fresh
     order by key_id, account_id on conflict (key_id, start, account_id, record_type) ${unlessSame(['asked', ...figures])}`,
    [cut, start, asked, days, accounts],
  );
}
