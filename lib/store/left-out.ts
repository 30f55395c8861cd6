import { database } from './database.ts';

/** Who left an account out the last time, and when; null: nobody did. */
export async function leftOutBy(accountId: string): Promise<{ actor: string; at: Date } | null> {
  const { rows } = await database().pool.query<{ actor: string; at: Date }>(
    `select actor, at from activity where account_id = $1 and action = 'account.exclude' order by at desc, id desc limit 1`,
    [accountId],
  );
  return rows[0] ?? null;
}
