import { z } from 'zod';
import { type Unnamed, unnamedReasons } from '#lib/guardrails/account-state.ts';
import { rememberNames } from './account-names.ts';
import type { ManagedBy } from './account-views.ts';
import { awsNow } from './clock.ts';
import { database } from './database.ts';
import { transaction } from './transaction.ts';

/** An account as it was found. */
export type FoundAccount = {
  accountId: string;
  /** Null: only the id is known. */
  name: string | null;
  email: string | null;
  state: string | null;
  /** Null: not known, which keeps what was. */
  ou: string[] | null;
  managed: ManagedBy;
  management: boolean;
};

/**
 * On `account`: whether it is left out, gone from the organization, named by nothing any more, or closed. None of its
 * buckets counts then.
 */
export const NOT_LOOKED_AT = `excluded or left_at is not null or unnamed is not null or coalesce(state, 'ACTIVE') <> 'ACTIVE'`;

/**
 * Takes what was found. Where the organization was listed (`isWhole`), accounts that it does not name any more have left;
 * where there is none to list (`noOrganization`), nothing names its accounts any more; else what it told before stays.
 */
export async function recordFound({
  accounts,
  isWhole,
  noOrganization,
  at,
}: {
  accounts: readonly FoundAccount[];
  isWhole: boolean;
  /** Why there is no organization to list; null: there is one, or nobody could tell. */
  noOrganization: Extract<Unnamed, 'organizationOff' | 'noOrganization'> | null;
  at: Date;
}): Promise<void> {
  await transaction(async (client) => {
    await client.query(
      `insert into account as a (id, name, own_name, email, state, ou, managed, management, first_seen_at, last_seen_at)
       select r.id, coalesce(r.name, r.id), r.name, r.email, r.state, coalesce(r.ou, '{}'), r.managed, r.management, $2, $2
       from jsonb_to_recordset($1::jsonb) as r(id text, name text, email text, state text, ou text[], managed text, management boolean)
       on conflict (id) do update set last_seen_at = greatest(a.last_seen_at, excluded.last_seen_at),
         own_name = coalesce(excluded.own_name, a.own_name), name = coalesce(a.display_name, excluded.own_name, a.name),
         email = coalesce(excluded.email, a.email), left_at = null, unnamed = null,
         ou = case when a.id = any($4::text[]) then a.ou else excluded.ou end,
         state = case when $3 or a.managed <> 'organization' then excluded.state else a.state end,
         managed = case when $3 or a.managed <> 'organization' then excluded.managed else a.managed end,
         management = case when $3 or a.managed <> 'organization' then excluded.management else a.management end`,
      [
        JSON.stringify(accounts.map(({ accountId, ...account }) => ({ ...account, id: accountId }))),
        at,
        isWhole,
        accounts.filter(({ ou }) => ou === null).map(({ accountId }) => accountId),
      ],
    );
    const ids = accounts.map(({ accountId }) => accountId);
    await rememberNames(client, { accountIds: ids, at });
    await client.query(
      `update account set unnamed = case managed when 'organization' then $2 when 'member' then 'memberAccounts' else 'credentials' end
       where id <> all($1::text[]) and left_at is null and (managed <> 'organization' or $2::text is not null)`,
      [ids, noOrganization],
    );
    if (!isWhole) return;
    await client.query(
      `update account set left_at = $2, unnamed = null where managed = 'organization' and left_at is null and id <> all($1::text[])`,
      [ids, at],
    );
  });
}

/** How an account stands with us. */
export type KnownAccount = {
  accountId: string;
  name: string;
  managed: ManagedBy;
  management: boolean;
  state: string | null;
  excluded: boolean;
  leftAt: Date | null;
  unnamed: Unnamed | null;
};

export const unnamed = z.enum(unnamedReasons).nullable();
const managed = z.enum(['organization', 'member', 'ambient']);

/** Every account that we know of, by id. */
export async function knownAccounts(): Promise<KnownAccount[]> {
  const { rows } = await database().pool.query<
    Omit<KnownAccount, 'managed' | 'unnamed'> & { managed: string; unnamed: string | null }
  >(
    `select id as "accountId", name, managed, management, state, excluded, left_at as "leftAt", unnamed
     from account order by id`,
  );
  return rows.map((row) => ({ ...row, managed: managed.parse(row.managed), unnamed: unnamed.parse(row.unnamed) }));
}

/** Whether an account was ever found, or is on a bill. */
export async function isKnownAccount(accountId: string): Promise<boolean> {
  const { rows } = await database().pool.query<{ known: boolean }>(
    `select exists (select from account where id = $1) or exists (select from cost_account where id = $1) as known`,
    [accountId],
  );
  return rows[0]?.known === true;
}

/** Ids and names, those of AWS and our own, of every account that was ever found, also of those that left. */
export async function accountNames(): Promise<string[]> {
  const { rows } = await database().pool.query<{ name: string }>(
    `select distinct n.name from account a, unnest(array[a.id, a.name, a.own_name, a.display_name]) as n(name)
     where n.name is not null order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** Gives an account a name of our own; null takes it away. @returns false when nobody knows the account */
export async function renameAccount({ accountId, name }: { accountId: string; name: string | null }): Promise<boolean> {
  const at = await awsNow();
  return transaction(async (client) => {
    const { rowCount } = await client.query(
      'update account set display_name = $2, name = coalesce($2, own_name, id) where id = $1',
      [accountId, name],
    );
    await rememberNames(client, { accountIds: [accountId], at });
    return rowCount === 1;
  });
}

/** Leaves an account out, or takes it in again, from the next collection on. @returns false when nobody knows it */
export async function excludeAccount({
  accountId,
  excluded,
}: {
  accountId: string;
  excluded: boolean;
}): Promise<boolean> {
  const { rowCount } = await database().pool.query('update account set excluded = $2 where id = $1', [
    accountId,
    excluded,
  ]);
  return rowCount === 1;
}

/** A bucket of an account that is there; null when none is known. */
export async function someBucket(accountId: string): Promise<{ name: string; region: string } | null> {
  const { rows } = await database().pool.query<{ name: string; region: string }>(
    'select name, region from bucket where account_id = $1 and gone_at is null order by name limit 1',
    [accountId],
  );
  return rows[0] ?? null;
}
