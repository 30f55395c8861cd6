import { database } from './database.ts';

/** The accounts whose costs one account's Cost Explorer told since a day (`YYYY-MM-DD`). */
export async function linkedAccounts({ asked, since }: { asked: string; since: string }): Promise<string[]> {
  const { rows } = await database().pool.query<{ accountId: string }>(
    `select distinct account_id as "accountId" from cost_month
     where asked = $1 and start >= date_trunc('month', $2::date) and key_id in (select id from cost_key where cut = 'service')
     union select distinct account_id from cost_day
     where asked = $1 and start >= $2 and key_id in (select id from cost_key where cut = 'service') order by 1`,
    [asked, since],
  );
  return rows.map(({ accountId }) => accountId);
}
