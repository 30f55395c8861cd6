import { randomUUID } from 'node:crypto';
import { database } from './database.ts';

export type BucketSpec = {
  accountId: string;
  name: string;
  region?: string;
  uploads?: number | null;
  bytes?: number | null;
  monthlyUsd?: number | null;
  oldest?: Date | null;
  coverage?: string | null;
  measurement?: string;
  margin?: number;
};

/** Accounts, buckets and one snapshot of them; buckets get their ids in the order given. */
export async function storeEstate({ takenAt, buckets }: { takenAt: Date; buckets: BucketSpec[] }): Promise<string> {
  const { pool } = database();
  const snapshotId = randomUUID();
  const runId = randomUUID();
  for (const accountId of new Set(buckets.map((bucket) => bucket.accountId))) {
    await pool.query(
      'INSERT INTO account (id, name, first_seen_at, last_seen_at, listed_at) VALUES ($1, $2, $3, $3, $3)',
      [accountId, `name of ${accountId}`, takenAt],
    );
  }
  await pool.query(
    `INSERT INTO collect_run (id, kinds, accounts, buckets, trigger, requested_by, status, created_at)
     VALUES ($1, '{}', '{}', '{}', 'api', 'test', 'completed', $2)`,
    [runId, takenAt],
  );
  await pool.query(
    `INSERT INTO snapshot (id, run_id, taken_at, buckets, uploads, bytes, monthly_usd, at_least)
     VALUES ($1, $2, $3, $4, 0, 0, 0, false)`,
    [snapshotId, runId, takenAt, buckets.length],
  );
  for (const { accountId, name, region = 'us-east-1', bytes = 0, margin, ...bucket } of buckets) {
    const { rows } = await pool.query<{ id: number }>(
      `INSERT INTO bucket (account_id, name, region, first_seen_at, last_seen_at) VALUES ($1, $2, $3, $4, $4) RETURNING id`,
      [accountId, name, region, takenAt],
    );
    await pool.query(
      `INSERT INTO bucket_snapshot (snapshot_id, bucket_id, account_id, name, region, uploads, bytes, bytes_low, bytes_high,
         oldest_initiated_at, monthly_usd, coverage, measurement)
       VALUES ($1, $2, $3, $4, $5, $6, $7::bigint, $7::bigint - $8::bigint, $7::bigint + $8::bigint, $9, $10, $11, $12)`,
      [
        snapshotId,
        rows[0]?.id,
        accountId,
        name,
        region,
        bucket.uploads === undefined ? 1 : bucket.uploads,
        bytes,
        margin ?? null,
        bucket.oldest ?? null,
        bucket.monthlyUsd === undefined ? 1 : bucket.monthlyUsd,
        bucket.coverage === undefined ? 'none' : bucket.coverage,
        bucket.measurement ?? 'exact',
      ],
    );
  }
  return snapshotId;
}
