import { type LifecycleConfiguration, lifecycleConfigurationSchema } from '#lib/lifecycle/rule.ts';
import { database } from './database.ts';

/** What a call on a bucket needs to know of it, and its rules as last read. */
export type BucketRef = {
  bucketId: number;
  accountId: string;
  bucket: string;
  region: string;
  lifecycle: LifecycleConfiguration | null;
  lifecycleReadAt: Date | null;
};

/** @returns null when no collection has seen such a bucket */
export async function bucketRef({
  accountId,
  bucket,
}: {
  accountId: string;
  bucket: string;
}): Promise<BucketRef | null> {
  const { rows } = await database().pool.query<{
    id: number;
    region: string;
    lifecycle: unknown;
    lifecycle_read_at: Date | null;
  }>('SELECT id, region, lifecycle, lifecycle_read_at FROM bucket WHERE account_id = $1 AND name = $2', [
    accountId,
    bucket,
  ]);
  const [row] = rows;
  if (!row) return null;
  return {
    bucketId: row.id,
    accountId,
    bucket,
    region: row.region,
    lifecycle: row.lifecycle === null ? null : lifecycleConfigurationSchema.parse(row.lifecycle),
    lifecycleReadAt: row.lifecycle_read_at,
  };
}

/** Keeps rules that were just read, unless newer ones are kept already. */
export async function saveRules({
  bucketId,
  config,
  readAt,
}: {
  bucketId: number;
  config: LifecycleConfiguration;
  readAt: Date;
}): Promise<void> {
  await database().pool.query(
    `UPDATE bucket SET lifecycle = $2, lifecycle_read_at = $3
     WHERE id = $1 AND (lifecycle_read_at IS NULL OR lifecycle_read_at <= $3)`,
    [bucketId, config, readAt],
  );
}
