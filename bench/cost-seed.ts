import { addMonths, dayOf, daysOf } from '#lib/spend/calendar.ts';
import { type CostCut, costCuts, S3_SERVICE } from '#lib/spend/cost-row.ts';
import { sumUp } from '#lib/store/cost-sums.ts';
import { database } from '#lib/store/database.ts';

export type CostSize = { months: number; accounts: number; services: number; regions: number; usageTypes: number };

/** The size that the pages of money must be fast at; regions and usage types as such an estate would have them. */
export const largeBill: CostSize = { months: 36, accounts: 200, services: 60, regions: 10, usageTypes: 15 };
export const smallBill: CostSize = { months: 14, accounts: 20, services: 20, regions: 4, usageTypes: 8 };

/** Snapshots of money kept, and readings in each: as far as retention lets them grow. */
const SNAPSHOTS = 400;
const PAYER = '100000000001';
const account = '(100000000000 + a)::text';
/** Ten digits after the point, as Cost Explorer has them, and another amount each time. */
const amount = (seed: string) => `((hashint8(${seed}) & 1048575)::numeric / 100000 + 0.0000012345)`;

/** Fills an empty store with a bill, month by month: every account has every service every day, tax, credits and refunds. */
export async function seedBill({ size, now }: { size: CostSize; now: Date }): Promise<void> {
  const { pool } = database();
  const to = addMonths(dayOf(now), 1);
  await seedNames(size, now);
  for (let month = addMonths(to, -size.months); month < to; month = addMonths(month, 1)) {
    const days = daysOf({ from: month, to: addMonths(month, 1) }).filter((day) => day <= dayOf(now));
    for (const cut of costCuts) await seedMonth({ cut, month, days, accounts: size.accounts });
  }
  await pool.query(
    `insert into cost_period (asked, cut, granularity, start, estimated, currency, read_at)
     select '${PAYER}', cut, 'daily', start, start > $1::date - 3, 'USD', $1 from cost_key join cost_day on key_id = id group by cut, start
     union all
     select '${PAYER}', cut, 'monthly', start, start > $1::date - 31, 'USD', $1 from cost_key join cost_month on key_id = id group by cut, start`,
    [now],
  );
  await seedReadings(size, now);
  await pool.query('vacuum analyze');
}

async function seedNames({ accounts, services, regions, usageTypes }: CostSize, now: Date): Promise<void> {
  const { pool } = database();
  const keys: Record<CostCut, string> = {
    service: `select case n when 1 then '${S3_SERVICE}' else 'Amazon Service of Elastic Things ' || n end from generate_series(1, ${services}) n`,
    region: `select 'eu-region-' || n from generate_series(1, ${regions}) n`,
    usageType: `select 'EUC1-Requests-Tier' || n from generate_series(1, ${usageTypes}) n`,
  };
  for (const [cut, names] of Object.entries(keys))
    await pool.query(`insert into cost_key (cut, name) select '${cut}', name from (${names}) as named(name)`);
  await pool.query(
    `insert into cost_account (id, name) select ${account}, 'account-' || a from generate_series(1, ${accounts}) a`,
  );
  await pool.query(
    `insert into account (id, name, first_seen_at, last_seen_at) select id, name, $1, $1 from cost_account where id < '100000000100'
     on conflict do nothing`,
    [now],
  );
}

async function seedMonth(of: { cut: CostCut; month: string; days: string[]; accounts: number }): Promise<void> {
  const { cut, month, days, accounts } = of;
  const client = await database().pool.connect();
  try {
    const seed = "d - '2000-01-01'::date + 10000::bigint * a + 10000000::bigint * k.id";
    await client.query(
      `insert into cost_day (key_id, start, account_id, record_type, asked, unblended, amortized, net_amortized)
       select k.id, d, ${account}, type, '${PAYER}', sign * ${amount(seed)}, sign * ${amount(`1 + ${seed}`)}, sign * ${amount(`2 + ${seed}`)}
       from unnest($1::date[]) d, cost_key k, generate_series(1, ${accounts}) a,
         (values ('usage', 1), ('tax', 1), ('credit', -1), ('refund', -1)) as types(type, sign)
       where k.cut = $2 and (type = 'usage' or k.id % 20 = 1 and (type = 'tax' and date_part('day', d) = 1 or type = 'credit' and a % 10 = 0
         or type = 'refund' and date_part('day', d) = 7 and a % 50 = 0))
       order by d, k.id, a`,
      [days, cut],
    );
    await client.query(
      `insert into cost_month (key_id, start, account_id, record_type, asked, unblended, amortized, net_amortized)
       select key_id, $1::date, account_id, record_type, '${PAYER}', sum(unblended), sum(amortized), sum(net_amortized)
       from cost_day where key_id = any(array(select id from cost_key where cut = $2)) and start = any($3::date[])
       group by key_id, account_id, record_type order by key_id, account_id`,
      [month, cut, days],
    );
    await sumUp(client, { granularity: 'daily', cut, starts: days });
    await sumUp(client, { granularity: 'monthly', cut, starts: [month] });
  } finally {
    client.release();
  }
}

async function seedReadings({ accounts }: CostSize, now: Date): Promise<void> {
  const budget = `jsonb_build_object('name', 'monthly-' || b, 'type', 'COST', 'timeUnit', 'MONTHLY', 'limit', jsonb_build_object('amount', '1000', 'unit', 'USD'),
    'plannedLimits', null, 'autoAdjust', null, 'actual', jsonb_build_object('amount', '412.09', 'unit', 'USD'), 'forecast', null, 'start', '2025-01-01T00:00:00.000Z',
    'end', null, 'includesCredits', false, 'includesRefunds', false, 'filter', null, 'lastUpdated', null, 'notifications', '[]'::jsonb)`;
  await database().pool.query(
    `insert into spend_snapshot (id, run_id, taken_at) select gen_random_uuid(), gen_random_uuid(), $1::timestamptz - make_interval(days => n)
     from generate_series(${SNAPSHOTS} - 1, 0, -1) n`,
    [now],
  );
  await database().pool.query(
    `insert into spend_reading (snapshot_id, kind, account_id, state, read_at, data_at, currency, data)
     select s.id, kind, ${account}, 'ok', s.taken_at, s.taken_at, 'USD', data.data
     from (select jsonb_build_object('budgets', jsonb_agg(${budget})) as data from generate_series(1, 3) b) data, spend_snapshot s,
       generate_series(1, ${accounts}) a, unnest(array['costs', 'forecast', 'anomalies', 'commitments', 'budgets']) kind
     where kind = 'budgets' or a = 1 order by s.seq`,
  );
}
