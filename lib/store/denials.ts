import type pg from 'pg';
import type { DeniedAction } from '#lib/guardrails/denied-action.ts';
import { database } from './database.ts';

/** What is kept of one account in one run: a bucket policy of each of a thousand buckets needs no thousand rows. */
const MOST = 50;
/** An entry of what is denied is one of its kind. */
const SAME = `e->>'kind' = d->>'kind' and e->>'asked' = d->>'asked' and e->>'action' = d->>'action' and e->'by' = d->'by' and e->'policyArn' = d->'policyArn'`;

/** Remembers what a run was denied in an account, until the run is published. One of each kind is enough. */
export async function addDenial({
  runId,
  accountId,
  denied,
}: {
  runId: string;
  accountId: string;
  denied: DeniedAction;
}): Promise<void> {
  await database().pool.query(
    `update run_account set denied = denied || jsonb_build_array(d) from (select $3::jsonb as d) as new
     where run_id = $1 and account_id = $2 and jsonb_array_length(denied) < ${MOST}
       and not exists (select from jsonb_array_elements(denied) e where ${SAME})`,
    [runId, accountId, JSON.stringify(denied)],
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

/** Takes what was denied and what was not when `asked` was tried: of the other actions what was known stays. */
export async function recordTried({
  accountId,
  asked,
  denied,
  at,
}: {
  accountId: string;
  /** The IAM actions that were tried for the whole account; one that was tried on some bucket says nothing of the others. */
  asked: readonly string[];
  denied: readonly DeniedAction[];
  at: Date;
}): Promise<void> {
  await database().pool.query(
    `update account set preflight_at = $4,
         denied = coalesce((select jsonb_agg(e) from jsonb_array_elements(denied) e where e->>'asked' <> all($2::text[])
           and not exists (select from jsonb_array_elements($3::jsonb) d where ${SAME})), '[]') || $3::jsonb
       where id = $1`,
    [accountId, asked, JSON.stringify(denied), at],
  );
}

/** A key that locks parts is not asked in every run (lib/waste/recheck.ts): while an upload is locked, it is denied still. */
const LOCKED = `e->>'action' = 'kms:Decrypt' and exists (
  select from bucket b join upload u on u.bucket_id = b.id where b.account_id = a.id and u.size_locked_at is not null)`;

/**
 * Makes known what a run was denied, within the transaction that ends it: it takes the place of what was denied before of
 * the same kinds, in the accounts that the run could use. A run over named buckets only adds to it.
 */
export async function settleDenials(client: pg.PoolClient, { runId, at }: { runId: string; at: Date }): Promise<void> {
  await client.query(
    `update account a set preflight_at = $2, denied = coalesce((
         select jsonb_agg(e) from jsonb_array_elements(a.denied) e
         where (r.buckets <> '{}' or e->>'kind' <> all(array_append(r.kinds, 'listing')) or (${LOCKED}))
           and not exists (select from jsonb_array_elements(ra.denied) d where ${SAME})), '[]') || ra.denied
     from run_account ra join collect_run r on r.id = ra.run_id
     where ra.run_id = $1 and a.id = ra.account_id and a.reachable is distinct from 'no'
       and (ra.denied <> '[]' or a.denied <> '[]')`,
    [runId, at],
  );
}
