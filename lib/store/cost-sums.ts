import type pg from 'pg';
import { daysOf, monthOf, periodEnd } from '#lib/spend/calendar.ts';
import type { CostCut, Granularity } from '#lib/spend/cost-row.ts';

const amounts = 'sum(c.unblended), sum(c.amortized), sum(c.net_amortized)';

/** Brings the sums over accounts, and over services, of some periods up to date. */
export async function sumUp(
  client: pg.PoolClient,
  { granularity, cut, starts }: { granularity: Granularity; cut: CostCut; starts: string[] },
): Promise<void> {
  const table = granularity === 'daily' ? 'cost_day' : 'cost_month';
  const rows = `${table} c join cost_key k on k.id = c.key_id and k.cut = $2 where c.start = any($3::date[])`;
  const values = [granularity, cut, starts];
  await client.query('delete from cost_sum where granularity = $1 and cut = $2 and start = any($3::date[])', values);
  await client.query(
    `insert into cost_sum (granularity, cut, grouping, start, name, record_type, unblended, amortized, net_amortized)
     select $1::text, $2, 'key', c.start, k.name, c.record_type, ${amounts} from ${rows} group by c.start, k.name, c.record_type`,
    values,
  );
  // Every account has its whole cost under services, and the same once more under regions.
  if (cut !== 'service') return;
  await client.query(
    `insert into cost_sum (granularity, cut, grouping, start, name, record_type, unblended, amortized, net_amortized)
     select $1::text, $2, 'account', c.start, c.account_id, c.record_type, ${amounts} from ${rows} group by c.start, c.account_id, c.record_type`,
    values,
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
    `delete from cost_month where ${keys} and start = $2::date and (account_id = any($3) or asked = $4)`,
    [cut, start, accounts, asked],
  );
  await client.query(
    `insert into cost_month (key_id, start, account_id, record_type, asked, unblended, amortized, net_amortized)
     select c.key_id, $2::date, c.account_id, c.record_type, $3, ${amounts} from cost_day c
     where ${keys} and c.start = any($4::date[]) and c.account_id = any($5)
     group by c.key_id, c.account_id, c.record_type order by c.key_id, c.account_id`,
    [cut, start, asked, days, accounts],
  );
}
