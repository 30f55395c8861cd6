import { activeAt, type Cut, cutValues, ofCut, withDoomed } from './cut.ts';
import { database } from './database.ts';

/** Uploads of a cut that were not looked at since `lookedFrom`, the last worked on first. */
export async function uploadsToLookAt(
  cut: Cut,
  { lookedFrom, limit }: { lookedFrom: Date; limit: number },
): Promise<{ key: string; uploadId: string }[]> {
  const { rows } = await database().pool.query<{ key: string; uploadId: string }>(
    `${withDoomed} SELECT u.key, u.upload_id AS "uploadId" FROM upload u
     WHERE ${ofCut} AND (u.size_checked_at IS NULL OR u.size_checked_at < $6)
     ORDER BY ${activeAt} DESC, u.key, u.upload_id LIMIT $7`,
    [...cutValues(cut), lookedFrom, limit],
  );
  return rows;
}

/** What asking again told about uploads: new figures, and uploads that are no more. */
export async function saveLook({
  bucketId,
  checkedAt,
  byOurselves,
  found,
  gone,
}: {
  bucketId: number;
  checkedAt: Date;
  /** False: a person read them as themself, which says nothing of a key that our own role may not use. */
  byOurselves: boolean;
  found: readonly { key: string; uploadId: string; parts: number; bytes: number; lastPartAt: Date | null }[];
  gone: readonly { key: string; uploadId: string }[];
}): Promise<void> {
  const { pool } = database();
  await pool.query(
    `UPDATE upload u SET parts = f.parts, bytes = f.bytes, last_part_at = f.last_part_at, size_checked_at = $6, size_problem = NULL,
       size_locked_at = CASE WHEN $8 THEN NULL ELSE u.size_locked_at END
     FROM unnest($2::text[], $3::text[], $4::int[], $5::bigint[], $7::timestamptz[]) AS f(key, upload_id, parts, bytes, last_part_at)
     WHERE u.bucket_id = $1 AND u.key = f.key AND u.upload_id = f.upload_id`,
    [
      bucketId,
      found.map(({ key }) => key),
      found.map(({ uploadId }) => uploadId),
      found.map(({ parts }) => parts),
      found.map(({ bytes }) => bytes),
      checkedAt,
      found.map(({ lastPartAt }) => lastPartAt),
      byOurselves,
    ],
  );
  await pool.query(
    `DELETE FROM upload u USING unnest($2::text[], $3::text[]) AS g(key, upload_id)
     WHERE u.bucket_id = $1 AND u.key = g.key AND u.upload_id = g.upload_id`,
    [bucketId, gone.map(({ key }) => key), gone.map(({ uploadId }) => uploadId)],
  );
}
