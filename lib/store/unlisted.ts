import { accountsInOu } from './bucket-filter.ts';
import { NOT_LOOKED_AT } from './known-accounts.ts';

/** On `a` (account): the newest snapshot, `latest`, says nothing of it: never listed, or taken in again since. */
export const NOT_IN_LATEST = `(a.listed_at is null or (
  a.id in (select account_id from bucket where gone_at is null)
  and a.id not in (select account_id from bucket_snapshot where snapshot_id = (select id from latest))))`;

/**
 * A query that says, as `unlisted`, whether the snapshot `$1` misses a whole account of a scope: one that could not be
 * listed, one that it says nothing of, or a scope in which no account is looked at. The arguments are the placeholders of
 * an account's id and of a unit's names; null: of all.
 */
export function missesAccounts(account: string, unit: string): string {
  const inScope = (id: string) =>
    `(${account}::text is null or ${id} = ${account}) and (${unit}::text[] is null or ${id} in (${accountsInOu(unit)}))`;
  return `with latest as (select id from snapshot order by seq desc limit 1), known as (
      select * from account where not (${NOT_LOOKED_AT}) and ${inScope('id')})
    select exists (select from snapshot, unnest(unlisted_accounts) as u where snapshot.id = $1 and ${inScope('u')})
      or ($1 = (select id from latest) and exists (select from known a where ${NOT_IN_LATEST}))
      or ((${account}::text is not null or ${unit}::text[] is not null) and not exists (select from known)) as unlisted`;
}
