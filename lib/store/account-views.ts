import { z } from 'zod';
import { type Unnamed, whyNotLookedAt } from '#lib/guardrails/account-state.ts';
import { type DeniedAction, deniedActionSchema } from '#lib/guardrails/denied-action.ts';
import { database } from './database.ts';
import { NOT_LOOKED_AT, unnamed } from './known-accounts.ts';
import { type LastKnown, SAYS_NOTHING } from './last-known.ts';
import { NOT_IN_LATEST } from './unlisted.ts';

/** How we know of an account: its organization lists it, MEMBER_ACCOUNTS names it, or the credentials are its own. */
export const managedBy = ['organization', 'member', 'ambient'] as const;
export type ManagedBy = (typeof managedBy)[number];

/** An account as it is known by now, with the figures of the newest snapshot. Bytes, and USD a month. */
export type AccountView = {
  accountId: string;
  /** As it is shown: the name that a person gave, else AWS's, else the id. */
  name: string;
  /** As AWS calls it; null: only the id is known. */
  ownName: string | null;
  /** As a person calls it; null: nobody named it. */
  displayName: string | null;
  email: string | null;
  /** Names of the units that it is in, from the root down; empty: directly in the root, or in no organization. */
  ou: string[];
  /** PENDING_ACTIVATION, ACTIVE, SUSPENDED, PENDING_CLOSURE, CLOSED; null: nobody told. Only ACTIVE ones are read. */
  state: string | null;
  managed: ManagedBy;
  /** The organization's management account. */
  management: boolean;
  /** Left out by a person: it is not read, and from the next look on its buckets count nowhere. */
  excluded: boolean;
  /** Since when the organization does not name it any more. */
  leftAt: Date | null;
  /** Why nothing names it any more; null: something does. */
  unnamed: Unnamed | null;
  /** Why it is not looked at, in words; null: it is. */
  notLookedAt: string | null;
  /** Whether its role could be used the last time; null: never tried, or not looked at any more. */
  reachable: 'yes' | 'no' | null;
  /** What was denied when it was last tried. */
  denied: DeniedAction[];
  /** Why its buckets could not be listed the last time; null when they could. */
  problem: string | null;
  /** Nobody listed its buckets yet, or not since a listing that failed could be made again. */
  isToBeListed: boolean;
  /** When what is denied was last looked at. */
  preflightAt: Date | null;
  /** Of its buckets that were read: when the one read last was read. */
  checkedAt: Date | null;
  /** When its buckets were last listed, or one of them was last tried; null: never, or not since they can be again. */
  lookedAt: Date | null;
  buckets: number;
  uploads: number;
  bytes: number;
  monthlyUsd: number;
  /** The figures are lower bounds: something of the account could not be read, or it is not looked at. */
  atLeast: boolean;
  /**
   * What was known last of those of its buckets whose bytes of now are not known, as where it is not looked at, at least: of
   * some nothing ever was; null: nothing, or there are none.
   */
  lastKnown: (LastKnown & { buckets: number }) | null;
  /** Buckets with a whole-bucket abort rule; null: there are buckets, and the rules of none are known. */
  protectedBuckets: number | null;
  /** Buckets that are partial, denied or not scanned. */
  unreadable: number;
};

/** Every account that we know of, also those that left or are left out, by name. */
export async function accountViews(): Promise<AccountView[]> {
  return viewsWhere(null);
}

/** One account, or null when nobody knows it. */
export async function accountView(accountId: string): Promise<AccountView | null> {
  const [view] = await viewsWhere(accountId);
  return view ?? null;
}

/** When anything of what `accountViews` tells last changed beside the snapshot: for whoever caches by it. */
export async function accountsVersion(): Promise<string> {
  const { rows } = await database().pool.query<{ version: string }>(
    `select md5(coalesce(string_agg(a::text, '' order by id), '')) as version from account a`,
  );
  return rows[0]?.version ?? '';
}

const managed = z.enum(managedBy);
const reachable = z.enum(['yes', 'no']).nullable();
const denied = z.array(deniedActionSchema);

type Row = Omit<AccountView, 'managed' | 'reachable' | 'denied' | 'unnamed' | 'notLookedAt' | 'lastKnown'> & {
  managed: string;
  unnamed: string | null;
  reachable: string | null;
  denied: unknown;
  knownBuckets: number | null;
  knownUploads: number;
  knownBytes: number;
  knownUsd: number;
  knownAtLeast: boolean;
  knownAt: Date;
  entersOthers: boolean;
};

async function viewsWhere(accountId: string | null): Promise<AccountView[]> {
  const { rows } = await database().pool.query<Row>(
    `with latest as (select id, unlisted_accounts from snapshot order by seq desc limit 1)
     select a.id as "accountId", a.name, a.own_name as "ownName", a.display_name as "displayName", a.email, a.ou, a.state,
       a.managed, a.management, a.excluded, a.left_at as "leftAt", a.unnamed,
       case when ${NOT_LOOKED_AT} then null else a.reachable end as reachable, a.denied, a.problem, a.listed_at is null as "isToBeListed",
       a.preflight_at as "preflightAt", s.checked as "checkedAt", greatest(a.listed_at, s.tried) as "lookedAt", coalesce(s.buckets, 0) as buckets,
       coalesce(s.uploads, 0)::float8 as uploads, coalesce(s.bytes, 0)::float8 as bytes, coalesce(s.usd, 0)::float8 as "monthlyUsd",
       case when s.rules = 0 then null else coalesce(s.protected, 0) end as "protectedBuckets", coalesce(s.unreadable, 0) as unreadable,
       coalesce(s.unreadable, 0) > 0 or coalesce(a.id = any((select unlisted_accounts from latest)::text[]), true)
         or ${NOT_LOOKED_AT} or ${NOT_IN_LATEST} as "atLeast", "knownBuckets",
       "knownUploads", "knownBytes", "knownUsd", "knownAtLeast", "knownAt",
       exists (select from account o where o.id <> a.id and o.reachable = 'yes' and o.managed <> 'ambient' and not o.management) as "entersOthers"
     from account a left join (
       select account_id, count(*)::int as buckets, sum(uploads) as uploads, sum(bytes) as bytes, sum(monthly_usd) as usd,
         count(*) filter (where coverage = 'full')::int as protected, count(coverage) as rules, max(checked_at) filter (where uploads is not null) as checked,
         max(checked_at) as tried,
         count(*) filter (where measurement in ('partial', 'denied', 'notScanned'))::int as unreadable
       from bucket_snapshot where snapshot_id = (select id from latest) and ($1::text is null or account_id = $1) group by account_id
     ) s on s.account_id = a.id left join (
       select b.account_id as "knownOf", count(b.known_at)::int as "knownBuckets", sum(b.known_uploads)::float8 as "knownUploads",
         sum(b.known_bytes)::float8 as "knownBytes", sum(b.known_monthly_usd)::float8 as "knownUsd",
         bool_or(b.known_at is null or b.known_at_least) as "knownAtLeast", min(b.known_at) as "knownAt"
       from bucket b left join bucket_snapshot s on s.bucket_id = b.id and s.snapshot_id = (select id from latest)
       where b.gone_at is null and (${SAYS_NOTHING} or b.account_id in (select id from account where ${NOT_LOOKED_AT})) and ($1::text is null or b.account_id = $1)
       group by b.account_id having count(b.known_at) > 0
     ) k on k."knownOf" = a.id
     where $1::text is null or a.id = $1 order by lower(a.name), a.id`,
    [accountId],
  );
  return rows.map(viewOfRow);
}

function viewOfRow(row: Row): AccountView {
  const { knownBuckets, knownUploads, knownBytes, knownUsd, knownAtLeast, knownAt, entersOthers, ...account } = row;
  const known = { ...account, unnamed: unnamed.parse(row.unnamed) };
  const of = { uploads: knownUploads, bytes: knownBytes, monthlyUsd: knownUsd, atLeast: knownAtLeast, at: knownAt };
  return {
    ...known,
    managed: managed.parse(row.managed),
    reachable: reachable.parse(row.reachable),
    denied: denied.parse(row.denied).map((each) => (entersOthers ? { ...each, identity: null } : each)),
    notLookedAt: whyNotLookedAt(known),
    lastKnown: knownBuckets === null ? null : { buckets: knownBuckets, ...of },
  };
}
