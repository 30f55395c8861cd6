import type pg from 'pg';
import type { DeniedAction } from '#lib/guardrails/denied-action.ts';
import type { FixRole, TriedAction } from '#lib/guardrails/tried-action.ts';
import { database } from './database.ts';
import { sumUpDenials } from './denied-buckets.ts';
import { transaction } from './transaction.ts';

/** KMS keys may be many: of one bucket no more are kept. */
const MOST_OF_BUCKET = 20;
/** An entry of what is denied is one of its kind. Of a bucket each key counts by itself. */
const SAME = `e->>'kind' = d->>'kind' and e->>'asked' = d->>'asked' and e->>'action' = d->>'action' and e->'by' = d->'by'
  and coalesce(e->'explicit', 'null') = d->'explicit' and e->'policyArn' = d->'policyArn'
  and (e->'resource' = d->'resource' or e->>'action' not like 'kms:%' or d->'buckets' = '[]')`;
/** On an entry of an account: it concerns the whole account, and does not sum up what is denied on buckets. */
const OF_ALL = `coalesce(e->'buckets', '[]') = '[]'`;
/** A key that locks parts is not asked in every run (lib/waste/recheck.ts): while an upload is locked, it is denied still. */
const LOCKED = `e->>'action' <> e->>'asked' and exists (select from upload u where u.bucket_id = b.id and u.size_locked_at is not null)`;

/** Remembers that an action is denied, in the account or on the bucket that it names, in place of what was known of it. */
export async function recordDenied({ accountId, denied }: { accountId: string; denied: DeniedAction }): Promise<void> {
  const [bucket] = denied.buckets;
  const others = (which: string) =>
    `coalesce((select jsonb_agg(e) from jsonb_array_elements(${which}) e where not (${SAME})), '[]')`;
  const entry = JSON.stringify(denied);
  if (bucket === undefined) {
    await database().pool.query(
      `update account set denied = ${others('denied')} || jsonb_build_array(d) from (select $2::jsonb as d) as new where id = $1`,
      [accountId, entry],
    );
    return;
  }
  await database().pool.query(
    `update bucket b set denied = ${others('b.denied')} || jsonb_build_array(d) from (select $3::jsonb as d) as new
     where b.account_id = $1 and b.name = $2
       and (jsonb_array_length(b.denied) < ${MOST_OF_BUCKET} or exists (select from jsonb_array_elements(b.denied) e where ${SAME}))`,
    [accountId, bucket, entry],
  );
}

/**
 * Remembers what was tried and not denied. Only what was allowed ends a denial: of the action, on the bucket that it was
 * tried on, and seen before `since`, because of one action one thing may be allowed and the next one denied.
 */
export async function recordTried({
  accountId,
  tried,
  since,
}: {
  accountId: string;
  tried: readonly TriedAction[];
  since: Date;
}): Promise<void> {
  if (tried.length === 0) return;
  const allowed = tried.filter(({ outcome }) => outcome === 'allowed');
  const ofAll = allowed.filter(({ on }) => on === null).map(({ action }) => action);
  const ofBuckets = allowed.filter(({ on }) => on !== null);
  const kept = [...new Map(tried.map((each) => [each.action, each])).values()];
  if (ofBuckets.length > 0)
    await database().pool.query(
      `update bucket b set denied = coalesce((
         select jsonb_agg(e) from jsonb_array_elements(b.denied) e
         where (e->>'at')::timestamptz >= $3 or (${LOCKED}) or not exists (
           select from jsonb_to_recordset($2::jsonb) as t(action text, "on" text) where t."on" = b.name and t.action = e->>'asked')), '[]')
     where b.account_id = $1 and b.denied <> '[]'
       and b.name in (select "on" from jsonb_to_recordset($2::jsonb) as t("on" text))`,
      [accountId, JSON.stringify(ofBuckets), since],
    );
  await database().pool.query(
    `update account set
       tried = coalesce((select jsonb_agg(t) from jsonb_array_elements(tried) t where t->>'action' <> all($4::text[])), '[]') || $5::jsonb,
       denied = case when denied = '[]' then denied else coalesce((
         select jsonb_agg(e) from jsonb_array_elements(denied) e
         where not (${OF_ALL} and e->>'asked' = any($2::text[]) and (e->>'at')::timestamptz < $3)), '[]') end
     where id = $1`,
    [accountId, ofAll, since, kept.map(({ action }) => action), JSON.stringify(kept)],
  );
}

/**
 * Whether the role of an account can be used, as found out just now. Without it nothing else can be said: what was denied
 * before stays known beside it.
 */
export async function recordReach({
  accountId,
  denied,
  at,
}: {
  accountId: string;
  /** Why not; null when it can be used. */
  denied: DeniedAction | null;
  at: Date;
}): Promise<void> {
  await database().pool.query(
    `update account set reachable = $2, preflight_at = $4,
       denied = $3::jsonb || coalesce((select jsonb_agg(e) from jsonb_array_elements(denied) e where e->>'kind' <> 'role'), '[]')
     where id = $1`,
    [accountId, denied ? 'no' : 'yes', JSON.stringify(denied ? [denied] : []), at],
  );
}

/** Forgets why the buckets of an account could not be listed: they can be now, and nobody has listed them since. */
export async function forgetListingProblem(accountId: string): Promise<void> {
  await database().pool.query(
    'update account set problem = null, listed_at = null where id = $1 and problem is not null',
    [accountId],
  );
}

/** What is known of the role that fixes in an account. */
export async function recordFixRole({ accountId, fixRole }: { accountId: string; fixRole: FixRole }): Promise<void> {
  await database().pool.query('update account set fix_role = $2 where id = $1', [accountId, JSON.stringify(fixRole)]);
}

/** Buckets of an account on which something was denied the last time, by name. */
export async function deniedBuckets(accountId: string): Promise<Set<string>> {
  const { rows } = await database().pool.query<{ name: string }>(
    `select name from bucket where account_id = $1 and denied <> '[]'`,
    [accountId],
  );
  return new Set(rows.map(({ name }) => name));
}

/** Sums up what is denied on the buckets of one account. */
export async function settleAccount(accountId: string): Promise<void> {
  await transaction((client) => sumUpDenials(client, [accountId]));
}

/**
 * Sums up what is denied on the buckets of a run's accounts, within the transaction that ends it. What is gone is denied no
 * more: a bucket, or an account that has left.
 */
export async function settleDenials(client: pg.PoolClient, { runId }: { runId: string; at: Date }): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `select account_id as id from run_account where run_id = $1 order by account_id`,
    [runId],
  );
  await sumUpDenials(
    client,
    rows.map(({ id }) => id),
  );
  await client.query(
    `update account set denied = '[]', fix_role = null where left_at is not null and (denied <> '[]' or fix_role is not null)`,
  );
}
