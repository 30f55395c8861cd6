import type pg from 'pg';
import { type DeniedAction, deniedActionSchema } from '#lib/guardrails/denied-action.ts';

/** Buckets that are named where many are denied alike. */
const NAMED = 5;
/** Entries of one account. Past it those that differ by their KMS key alone become one. */
const MOST = 50;

type Row = { accountId: string; first: unknown; names: string[]; count: number; at: Date; keys: number };

/**
 * Makes what is denied on the buckets of accounts known of the accounts: one entry for all buckets that are denied alike,
 * with the first few by name and how many they are.
 */
export async function sumUpDenials(client: pg.PoolClient, accountIds: readonly string[]): Promise<void> {
  await client.query(
    `update bucket set denied = '[]' where account_id = any($1) and gone_at is not null and denied <> '[]'`,
    [accountIds],
  );
  const byKey = Map.groupBy(await alike(client, { accountIds, eachKey: true }), ({ accountId }) => accountId);
  const crowded = [...byKey].filter(([, rows]) => rows.length > MOST).map(([accountId]) => accountId);
  const fewer = crowded.length === 0 ? [] : await alike(client, { accountIds: crowded, eachKey: false });
  for (const [accountId, rows] of Map.groupBy(fewer, ({ accountId }) => accountId)) byKey.set(accountId, rows);
  const sums = accountIds.map((id) => ({ id, sum: (byKey.get(id) ?? []).map(entryOf) }));
  await client.query(
    `update account a set denied = coalesce((
         select jsonb_agg(e) from jsonb_array_elements(a.denied) e where coalesce(e->'buckets', '[]') = '[]'), '[]') || s.sum
     from jsonb_to_recordset($1::jsonb) as s(id text, sum jsonb)
     where a.id = s.id and (a.denied <> '[]' or s.sum <> '[]')`,
    [JSON.stringify(sums)],
  );
}

async function alike(
  client: pg.PoolClient,
  { accountIds, eachKey }: { accountIds: readonly string[]; eachKey: boolean },
): Promise<Row[]> {
  const key = eachKey ? `case when e->>'action' like 'kms:%' then e->>'resource' end` : 'null::text';
  const { rows } = await client.query<Row>(
    `select b.account_id as "accountId", (array_agg(e order by b.name))[1] as first,
       (array_agg(b.name order by b.name))[1:${NAMED}] as names, count(distinct b.id)::int as count,
       max((e->>'at')::timestamptz) as at, count(distinct e->>'resource')::int as keys
     from bucket b, jsonb_array_elements(b.denied) e
     where b.account_id = any($1) and b.denied <> '[]' and b.gone_at is null
     group by b.account_id, e->>'kind', e->>'asked', e->>'action', e->>'by', e->>'explicit', e->>'policyArn', ${key}
     order by b.account_id, count desc, names`,
    [accountIds],
  );
  return rows;
}

/** As the first of them is, said of each where they are several. */
function entryOf({ first, names, count, at, keys }: Row): DeniedAction {
  const entry = {
    ...deniedActionSchema.parse(first),
    buckets: [...new Set(names)],
    bucketCount: count,
    at: at.toISOString(),
  };
  if (count === 1) return entry;
  const [name = ''] = names;
  const ofEach = JSON.stringify(entry, (_field, value: unknown) =>
    typeof value === 'string' ? ofBuckets(value, name) : value,
  );
  const said = { ...deniedActionSchema.parse(JSON.parse(ofEach)), buckets: entry.buckets };
  return { ...said, resource: keys === 1 ? entry.resource : null };
}

/** As an ARN and as the policy of a bucket name it. */
function ofBuckets(text: string, name: string): string {
  const arn = `:s3:::${name}`;
  const bare = text.endsWith(arn) ? `${text.slice(0, -name.length)}<bucket>` : text;
  return bare
    .replaceAll(`${arn}/`, ':s3:::<bucket>/')
    .replaceAll(`he bucket policy of ${name}`, 'he bucket policy of each of these buckets');
}
