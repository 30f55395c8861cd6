import { database } from './database.ts';

/** A bucket with one of its unfinished uploads; null: none is known. */
export type BucketToTry = { name: string; region: string; upload: { key: string; uploadId: string } | null };

/** Denied buckets that are tried again at a time. */
const MOST_AGAIN = 5;

type Row = { name: string; region: string; key: string | null; uploadId: string | null };

/** A bucket of an account to try actions on, rather one with an upload whose parts nothing locks; null: none is known. */
export async function bucketToTry(accountId: string): Promise<BucketToTry | null> {
  const { rows } = await database().pool.query<Row>(
    `select b.name, b.region, u.key, u.upload_id as "uploadId"
     from bucket b left join lateral (select key, upload_id from upload where bucket_id = b.id and size_locked_at is null limit 1) u on true
     where b.account_id = $1 and b.gone_at is null order by u.key is null, b.name limit 1`,
    [accountId],
  );
  return rows[0] ? ofRow(rows[0]) : null;
}

/** The first buckets of an account on which actions were denied, with these actions; not those that a KMS key denies. */
export async function bucketsDenied(accountId: string): Promise<(BucketToTry & { asked: string[] })[]> {
  const { rows } = await database().pool.query<Row & { asked: string[] }>(
    `select b.name, b.region, d.asked, u.key, u.upload_id as "uploadId"
     from bucket b
       cross join lateral (select array_agg(distinct e->>'asked') as asked from jsonb_array_elements(b.denied) e where e->>'asked' = e->>'action') d
       left join lateral (select key, upload_id from upload where bucket_id = b.id and size_locked_at is null limit 1) u on true
     where b.account_id = $1 and b.denied <> '[]' and b.gone_at is null and d.asked is not null order by b.name limit ${MOST_AGAIN}`,
    [accountId],
  );
  return rows.map((row) => ({ ...ofRow(row), asked: row.asked }));
}

function ofRow({ name, region, key, uploadId }: Row): BucketToTry {
  return { name, region, upload: key === null || uploadId === null ? null : { key, uploadId } };
}
