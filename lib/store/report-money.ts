import { database } from './database.ts';

/** What a report says of money, as JSON. */
export type KeptMoney = { spend: unknown; budget: unknown };

type Report = { week: string; timeZone: string };

/** What the report of a week said of money when it could first; null: it never could. */
export async function keptMoney({ week, timeZone }: Report): Promise<KeptMoney | null> {
  const { rows } = await database().pool.query<KeptMoney>(
    'SELECT spend, budget FROM report_money WHERE week = $1 AND time_zone = $2',
    [week, timeZone],
  );
  return rows[0] ?? null;
}

/** The bill of a week as the first report of it had it, in whatever time zone: its days are UTC's. Null: none had one. */
export async function keptBill(week: string): Promise<unknown> {
  const { rows } = await database().pool.query<{ spend: unknown }>(
    'SELECT spend FROM report_money WHERE week = $1 ORDER BY made_at, time_zone LIMIT 1',
    [week],
  );
  return rows[0]?.spend ?? null;
}

/** Keeps what a report says of money, unless another maker was first. @returns what is kept from now on */
export async function keepMoney(report: Report & KeptMoney & { at: Date }): Promise<KeptMoney> {
  const { week, timeZone, spend, budget, at } = report;
  await database().pool.query(
    `INSERT INTO report_money (week, time_zone, spend, budget, made_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING`,
    [week, timeZone, JSON.stringify(spend), budget === null ? null : JSON.stringify(budget), at],
  );
  return (await keptMoney(report)) ?? { spend, budget };
}
