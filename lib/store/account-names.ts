import type pg from 'pg';
import { database } from './database.ts';

/** Remembers what accounts are called from a moment on, where it is not what they were called before. */
export async function rememberNames(
  client: pg.PoolClient | pg.Pool,
  { accountIds, at }: { accountIds: readonly string[]; at: Date },
): Promise<void> {
  // A run takes its names with the time of its start, which may be before a person renamed the account.
  await client.query(
    `insert into account_name (account_id, name, since)
     select a.id, a.name, greatest($2, last.since) from account a
     left join lateral (select name, since from account_name where account_id = a.id order by since desc limit 1) last on true
     where a.id = any($1::text[]) and a.name is distinct from last.name
     on conflict (account_id, since) do update set name = excluded.name`,
    [accountIds, at],
  );
}

/**
 * SQL: what an account was called right before a moment; where it was not known yet, its first name, and where none was
 * remembered null.
 * @param end SQL of a timestamptz
 */
export function nameBefore(accountId: string, end: string): string {
  return `(select n.name from account_name n where n.account_id = ${accountId}
    order by n.since < ${end} desc, case when n.since < ${end} then n.since end desc nulls last, n.since limit 1)`;
}

/** What an account was called right before a moment, as `nameBefore`. */
export async function accountNameBefore(accountId: string, end: Date): Promise<string | null> {
  const { rows } = await database().pool.query<{ name: string | null }>(
    `select ${nameBefore('$1::text', '$2::timestamptz')} as name`,
    [accountId, end],
  );
  return rows[0]?.name ?? null;
}
