import { ouOfPath } from '#lib/guardrails/ou-tree.ts';
import { type LifecycleConfiguration, lifecycleConfigurationSchema } from '#lib/lifecycle/rule.ts';
import type { IncompleteUpload } from '#lib/waste/upload.ts';
import { type BucketFilter, bucketConditions } from './bucket-filter.ts';
import { type BucketRow, type BucketView, bucketColumns, bucketOfRow } from './bucket-row.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { database } from './database.ts';
import { missesAccounts } from './unlisted.ts';
import { type UploadRow, type UploadSort, uploadOfRow, uploadRows } from './upload-row.ts';

/** A bucket's lifecycle configuration as last read; null when it never could be. */
export type BucketRules = { config: LifecycleConfiguration; readAt: Date | null };

export type { BucketFilter } from './bucket-filter.ts';
export type { BucketView, Coverage } from './bucket-row.ts';
export { type UploadSort, uploadSorts } from './upload-row.ts';

export type SnapshotView = {
  snapshotId: string;
  runId: string;
  takenAt: Date;
  totals: { buckets: number; uploads: number; bytes: number; monthlyUsd: number; atLeast: boolean };
};

export const bucketSorts = [
  '-monthlyUsd',
  'monthlyUsd',
  '-bytes',
  'bytes',
  '-uploads',
  'uploads',
  'oldestInitiatedAt',
  '-oldestInitiatedAt',
  'name',
  '-name',
] as const;
export type BucketSort = (typeof bucketSorts)[number];

const name = { expression: 's.name COLLATE "C"', cast: 'text' };
const uploads = { expression: 's.uploads', cast: 'int' };
const bytes = { expression: 's.bytes', cast: 'bigint' };
const monthlyUsd = { expression: 's.monthly_usd', cast: 'numeric' };
const oldestInitiatedAt = { expression: 's.oldest_initiated_at', cast: 'timestamptz' };
const columns: Record<BucketSort, { expression: string; cast: string }> = {
  '-monthlyUsd': monthlyUsd,
  monthlyUsd,
  '-bytes': bytes,
  bytes,
  '-uploads': uploads,
  uploads,
  '-oldestInitiatedAt': oldestInitiatedAt,
  oldestInitiatedAt,
  '-name': name,
  name,
};

export type BucketTotals = {
  buckets: number;
  /** Buckets in which at least one incomplete upload was seen. */
  withUploads: number;
  /** Buckets that are partial, denied or not scanned. */
  unread: number;
  sampled: number;
  protected: number;
  uploads: number;
  bytes: number;
  /** Half of the 95 % range of `bytes` that sampling leaves; 0 when everything counted was counted whole. */
  bytesMargin: number;
  bytesOlderThan7Days: number;
  monthlyUsd: number;
  priceFallback: boolean;
  atLeast: boolean;
  oldestInitiatedAt: Date | null;
  /** Of the buckets that were read: when the one read longest ago was read. */
  oldestCheckedAt: Date | null;
};

/** The newest snapshot, or null before the first collection has ended. */
export async function latestSnapshot(): Promise<SnapshotView | null> {
  const { rows } = await database().pool.query<{
    id: string;
    run_id: string;
    taken_at: Date;
    buckets: number;
    uploads: number;
    bytes: string;
    monthly_usd: string;
    at_least: boolean;
  }>('SELECT * FROM snapshot ORDER BY seq DESC LIMIT 1');
  const [row] = rows;
  if (!row) return null;
  const { buckets, uploads } = row;
  const totals = {
    buckets,
    uploads,
    bytes: Number(row.bytes),
    monthlyUsd: Number(row.monthly_usd),
    atLeast: row.at_least,
  };
  return { snapshotId: row.id, runId: row.run_id, takenAt: row.taken_at, totals };
}

/**
 * One page of a snapshot's buckets; unknown values come last in either direction. Programs page by `cursor`, which
 * survives a change of the list; a page with numbers uses `offset`.
 * @throws AppError `invalid` for a cursor that is not of this list
 */
export async function listBuckets({
  snapshotId,
  filter,
  sort,
  cursor,
  offset = 0,
  limit,
}: {
  snapshotId: string;
  filter: BucketFilter;
  sort: BucketSort;
  cursor?: string | undefined;
  offset?: number;
  limit: number;
}): Promise<{ items: BucketView[]; nextCursor: string | null; total: number }> {
  const where = bucketConditions(snapshotId, filter);
  const { pool } = database();
  const page = bucketConditions(snapshotId, filter);
  const { expression, cast } = columns[sort];
  const descending = sort.startsWith('-');
  if (cursor !== undefined) {
    const after = decodeCursor(cursor, sort, 1);
    const id = page.add(Number(after.tie[0]));
    if (after.value === null) page.and(`${expression} IS NULL AND s.bucket_id > ${id}::int`);
    else {
      const value = `${page.add(after.value)}::${cast}`;
      page.and(
        `(${expression} ${descending ? '<' : '>'} ${value} OR (${expression} = ${value} AND s.bucket_id > ${id}::int) OR ${expression} IS NULL)`,
      );
    }
  }
  const order = `${descending ? 'DESC' : 'ASC'} NULLS LAST`;
  const [{ rows }, counted] = await Promise.all([
    // Whole rows are wide: only those of the page are read, after the sort.
    pool.query<BucketRow & { sort_value: string | null }>(
      `SELECT ${bucketColumns}, page.place::text AS sort_value
       FROM (SELECT s.bucket_id, ${expression} AS place FROM bucket_snapshot s WHERE ${page.sql}
         ORDER BY place ${order}, s.bucket_id LIMIT ${page.add(limit + 1)} OFFSET ${page.add(offset)}) page
       JOIN bucket_snapshot s ON s.snapshot_id = $1 AND s.bucket_id = page.bucket_id JOIN account a ON a.id = s.account_id
       JOIN bucket b ON b.id = s.bucket_id ORDER BY page.place ${order}, s.bucket_id`,
      page.values,
    ),
    pool.query<{ total: number }>(
      Object.values(filter).some(Boolean)
        ? `SELECT count(*)::int AS total FROM bucket_snapshot s WHERE ${where.sql}`
        : 'SELECT buckets AS total FROM snapshot WHERE id = $1',
      where.values,
    ),
  ]);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(bucketOfRow),
    nextCursor: last ? encodeCursor({ sort, value: last.sort_value, tie: [String(last.bucket_id)] }) : null,
    total: counted.rows[0]?.total ?? 0,
  };
}

/** One bucket in one snapshot, or null when the snapshot does not know it. */
export async function bucketView({
  snapshotId,
  accountId,
  bucket,
}: {
  snapshotId: string;
  accountId: string;
  bucket: string;
}): Promise<BucketView | null> {
  // By way of bucket's unique (account, name), so that one row is read and not a snapshot.
  const { rows } = await database().pool.query<BucketRow>(
    `SELECT ${bucketColumns} FROM bucket b JOIN bucket_snapshot s ON s.bucket_id = b.id AND s.snapshot_id = $1
     JOIN account a ON a.id = b.account_id WHERE b.account_id = $2 AND b.name = $3`,
    [snapshotId, accountId, bucket],
  );
  const [row] = rows;
  return row ? bucketOfRow(row) : null;
}

/** @returns null when the bucket is unknown or its rules were never read */
export async function bucketRules({
  accountId,
  bucket,
}: {
  accountId: string;
  bucket: string;
}): Promise<BucketRules | null> {
  const { rows } = await database().pool.query<{ lifecycle: unknown; lifecycle_read_at: Date | null }>(
    'SELECT lifecycle, lifecycle_read_at FROM bucket WHERE account_id = $1 AND name = $2 AND lifecycle IS NOT NULL',
    [accountId, bucket],
  );
  const [row] = rows;
  return row ? { config: lifecycleConfigurationSchema.parse(row.lifecycle), readAt: row.lifecycle_read_at } : null;
}

/** The row id behind a bucket's name, or null when no collection has ever seen it. */
export async function bucketIdOf(accountId: string, bucket: string): Promise<number | null> {
  const { rows } = await database().pool.query<{ id: number }>(
    'SELECT id FROM bucket WHERE account_id = $1 AND name = $2',
    [accountId, bucket],
  );
  return rows[0]?.id ?? null;
}

/**
 * Sums over what could be read of the buckets that match; `atLeast` says when something of them could not, or when an
 * account that may hold more of them could not be listed or is not looked at although it is asked for.
 */
export async function bucketTotals({
  snapshotId,
  filter,
}: {
  snapshotId: string;
  filter: BucketFilter;
}): Promise<BucketTotals> {
  const where = bucketConditions(snapshotId, filter);
  const account = where.add(filter.account ?? null);
  const unit = where.add(filter.ou ? ouOfPath(filter.ou) : null);
  const { rows } = await database().pool.query<
    Record<keyof BucketTotals, string | null> & { checked: Date; oldest: Date; unlisted: boolean | null }
  >(
    `SELECT count(*) AS buckets, count(*) FILTER (WHERE s.uploads > 0) AS "withUploads",
       count(*) FILTER (WHERE s.measurement IN ('partial','denied','notScanned')) AS unread,
       count(*) FILTER (WHERE s.measurement = 'sampled') AS sampled,
       count(*) FILTER (WHERE s.coverage = 'full') AS protected,
       coalesce(sum(s.uploads), 0) AS uploads, coalesce(sum(s.bytes), 0) AS bytes,
       coalesce(sqrt(sum(((s.bytes_high - s.bytes_low) / 2.0) ^ 2)), 0) AS "bytesMargin",
       coalesce(sum(s.bytes_older_than_7_days), 0) AS "bytesOlderThan7Days",
       coalesce(sum(s.monthly_usd), 0) AS "monthlyUsd",
       coalesce(bool_or(s.price_fallback), false)::text AS "priceFallback",
       min(s.oldest_initiated_at) AS oldest, min(s.checked_at) AS checked,
       (${missesAccounts(account, unit)})
     FROM bucket_snapshot s WHERE ${where.sql}`,
    where.values,
  );
  const row = rows[0];
  const number = (key: keyof BucketTotals) => Number(row?.[key] ?? 0);
  return {
    buckets: number('buckets'),
    withUploads: number('withUploads'),
    unread: number('unread'),
    sampled: number('sampled'),
    protected: number('protected'),
    uploads: number('uploads'),
    bytes: number('bytes'),
    bytesMargin: number('bytesMargin'),
    bytesOlderThan7Days: number('bytesOlderThan7Days'),
    monthlyUsd: number('monthlyUsd'),
    priceFallback: row?.priceFallback === 'true',
    atLeast: number('unread') > 0 || row?.unlisted === true,
    oldestInitiatedAt: row?.oldest ?? null,
    oldestCheckedAt: row?.checked ?? null,
  };
}

/**
 * A page of the incomplete uploads that a bucket has now; uploads of unknown size come last.
 * @throws AppError `invalid` for a cursor that is not of this list
 */
export async function listUploads({
  accountId,
  bucket,
  cursor,
  limit,
  sort = '-bytes',
}: {
  accountId: string;
  bucket: string;
  cursor?: string | undefined;
  limit: number;
  sort?: UploadSort;
}): Promise<{ items: IncompleteUpload[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : decodeCursor(cursor, sort, 2);
  const bucketId = await bucketIdOf(accountId, bucket);
  if (bucketId === null) return { items: [], nextCursor: null };
  const rows: UploadRow[] = [];
  // Two reads rather than NULLS LAST, which the index on (bucket_id, bytes DESC) could not serve.
  const inUnknown = after?.value === null;
  if (!inUnknown) rows.push(...(await uploadRows({ bucketId, sort, after, limit: limit + 1, known: true })));
  if (sort === '-bytes' && rows.length <= limit)
    rows.push(
      ...(await uploadRows({
        bucketId,
        sort,
        after: inUnknown ? after : null,
        limit: limit + 1 - rows.length,
        known: false,
      })),
    );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(uploadOfRow),
    nextCursor: last ? encodeCursor({ sort, value: last.sort_value, tie: [last.key, last.upload_id] }) : null,
  };
}
