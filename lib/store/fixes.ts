import { AppError } from '#lib/errors.ts';
import { type LifecycleConfiguration, lifecycleConfigurationSchema } from '#lib/lifecycle/rule.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { database } from './database.ts';
import { type FixRow, type FixState, type FixView, fixOfRow, openStates } from './fix-row.ts';

export { type FixState, type FixView, fixStates, openStates } from './fix-row.ts';

const byTime = '-createdAt';

/**
 * The log of fixes, newest first.
 * @throws AppError `invalid` for a cursor that is not of this list
 */
export async function listFixes({
  accountId,
  accountIds,
  bucket,
  states,
  cursor,
  limit,
}: {
  accountId?: string | undefined;
  /** Of these alone. */
  accountIds?: readonly string[] | undefined;
  bucket?: string | undefined;
  states?: readonly FixState[] | undefined;
  cursor?: string | undefined;
  limit: number;
}): Promise<{ items: FixView[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : decodeCursor(cursor, byTime, 1);
  const { rows } = await database().pool.query<FixRow & { sort_value: string }>(
    `SELECT *, created_at::text AS sort_value FROM fix
     WHERE ($1::text IS NULL OR account_id = $1) AND ($2::text IS NULL OR bucket_name = $2)
       AND ($3::text[] IS NULL OR state = ANY($3)) AND ($7::text[] IS NULL OR account_id = ANY($7))
       AND ($4::timestamptz IS NULL OR (created_at, id) < ($4, $5::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $6`,
    [
      accountId ?? null,
      bucket ?? null,
      states ?? null,
      after?.value ?? null,
      after?.tie[0] ?? null,
      limit + 1,
      accountIds ?? null,
    ],
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(fixOfRow),
    nextCursor: last ? encodeCursor({ sort: byTime, value: last.sort_value, tie: [last.id] }) : null,
  };
}

export async function fixById(fixId: string): Promise<FixView | null> {
  const { rows } = await database().pool.query<FixRow>('SELECT * FROM fix WHERE id = $1', [fixId]);
  const [row] = rows;
  return row ? fixOfRow(row) : null;
}

/** Fixes in force whose proof is still to come, oldest first; of one bucket, of the buckets that a run has read, or of all. */
export async function openFixes({
  bucketId,
  runId,
}: {
  bucketId?: number;
  runId?: string | undefined;
} = {}): Promise<FixView[]> {
  const { rows } = await database().pool.query<FixRow>(
    `SELECT * FROM fix WHERE state = ANY($1) AND ($2::int IS NULL OR bucket_id = $2)
       AND ($3::uuid IS NULL OR bucket_id IN (
         SELECT bucket_id FROM run_bucket WHERE run_id = $3 AND status = 'done' AND measurement <> 'notScanned'))
     ORDER BY created_at`,
    [openStates, bucketId ?? null, runId ?? null],
  );
  return rows.map(fixOfRow);
}

/** Fixes whose proof is still to come, of buckets that exist no more. */
export async function fixesOfGoneBuckets(): Promise<FixView[]> {
  const { rows } = await database().pool.query<FixRow>(
    'SELECT f.* FROM fix f JOIN bucket b ON b.id = f.bucket_id WHERE f.state = ANY($1) AND b.gone_at IS NOT NULL',
    [openStates],
  );
  return rows.map(fixOfRow);
}

/** Fixes of one bucket that began after another one, newest first, whatever became of them. */
export async function fixesAfter({ bucketId, createdAt, fixId }: FixView): Promise<FixView[]> {
  const { rows } = await database().pool.query<FixRow>(
    `SELECT * FROM fix WHERE bucket_id = $1 AND created_at >= $2 AND id <> $3 ORDER BY created_at DESC`,
    [bucketId, createdAt, fixId],
  );
  return rows.map(fixOfRow);
}

/** The newest fix that turned one configuration of a bucket into another and was not undone, or null. */
export async function fixBetween({
  bucketId,
  fingerprint,
  afterFingerprint,
}: {
  bucketId: number;
  fingerprint: string;
  afterFingerprint: string;
}): Promise<FixView | null> {
  const { rows } = await database().pool.query<FixRow>(
    `SELECT * FROM fix WHERE bucket_id = $1 AND fingerprint = $2 AND after_fingerprint = $3 AND state = ANY($4)
     ORDER BY created_at DESC LIMIT 1`,
    [bucketId, fingerprint, afterFingerprint, [...openStates, 'clean']],
  );
  const [row] = rows;
  return row ? fixOfRow(row) : null;
}

/** The newest fix of each bucket where that one is done, with the bucket's rules as last read after it. */
export async function doneFixes(): Promise<{ fix: FixView; lifecycle: LifecycleConfiguration }[]> {
  const { rows } = await database().pool.query<FixRow & { lifecycle: unknown }>(
    `SELECT f.*, b.lifecycle FROM (SELECT DISTINCT ON (bucket_id) * FROM fix WHERE state <> 'failed'
       ORDER BY bucket_id, created_at DESC) f JOIN bucket b ON b.id = f.bucket_id
     WHERE f.state = 'clean' AND b.lifecycle IS NOT NULL AND b.gone_at IS NULL AND b.lifecycle_read_at > f.clean_at`,
  );
  return rows.map((row) => ({ fix: fixOfRow(row), lifecycle: lifecycleConfigurationSchema.parse(row.lifecycle) }));
}

export type NewFix = Pick<
  FixView,
  | 'fixId'
  | 'bucketId'
  | 'accountId'
  | 'bucket'
  | 'region'
  | 'days'
  | 'removeExpiredDeleteMarkers'
  | 'actor'
  | 'fingerprint'
  | 'afterFingerprint'
  | 'before'
  | 'after'
  | 'cutoffAt'
  | 'plannedUploads'
  | 'plannedBytes'
  | 'plannedMonthlyUsd'
  | 'createdAt'
>;

/**
 * Opens a fix in state `applying`, leased to `owner`.
 * @throws AppError `conflict` while another write on this bucket is under way, in whatever process
 */
export async function beginFix(fix: NewFix, lease: { owner: string; seconds: number }): Promise<void> {
  try {
    await database().pool.query(
      `INSERT INTO fix (id, bucket_id, account_id, bucket_name, region, state, days, remove_expired_delete_markers, actor,
         fingerprint, after_fingerprint, before, after, cutoff_at, planned_uploads, planned_bytes, planned_monthly_usd,
         created_at, lease_owner, lease_until)
       VALUES ($1, $2, $3, $4, $5, 'applying', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
         now() + make_interval(secs => $19))`,
      [
        fix.fixId,
        fix.bucketId,
        fix.accountId,
        fix.bucket,
        fix.region,
        fix.days,
        fix.removeExpiredDeleteMarkers,
        fix.actor,
        fix.fingerprint,
        fix.afterFingerprint,
        fix.before,
        fix.after,
        fix.cutoffAt,
        fix.plannedUploads,
        fix.plannedBytes,
        fix.plannedMonthlyUsd,
        fix.createdAt,
        lease.owner,
        lease.seconds,
      ],
    );
  } catch (error) {
    throw asBusy(error, fix.bucket);
  }
}

/**
 * Turns a fix from one of the states `from` to `undoing` on somebody's request, leased to `owner`.
 * @returns false when it is in none of them any more
 * @throws AppError `conflict` while another write on this bucket is under way
 */
export async function beginUndo(
  { fixId, bucket, from, actor }: { fixId: string; bucket: string; from: readonly FixState[]; actor: string },
  lease: { owner: string; seconds: number },
): Promise<boolean> {
  try {
    const { rowCount } = await database().pool.query(
      `UPDATE fix SET state = 'undoing', undone_by = $5, write_begun_at = NULL, lease_owner = $3, lease_until = now() + make_interval(secs => $4)
       WHERE id = $1 AND state = ANY($2)`,
      [fixId, from, lease.owner, lease.seconds, actor],
    );
    return rowCount === 1;
  } catch (error) {
    throw asBusy(error, bucket);
  }
}

function asBusy(error: unknown, bucket: string): unknown {
  const taken = error instanceof Error && 'constraint' in error && error.constraint === 'fix_one_write_per_bucket';
  if (!taken) return error;
  return new AppError(
    'conflict',
    `The rules of ${bucket} are being written by another fix at this moment. Look at its result, then plan again.`,
    { bucket, reason: 'busy' },
    error,
  );
}
