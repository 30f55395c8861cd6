import type { Creator } from '#lib/waste/upload.ts';
import { database } from './database.ts';

export type ListedForFix = {
  key: string;
  uploadId: string;
  initiatedAt: Date;
  initiator: string | null;
  storageClass: string;
  creator: Creator;
};

/**
 * Takes over a whole listing of a bucket's uploads that began at `listedAt`: what is new is added, to be sized later, and
 * what is not listed any more is removed. The next collection sees to the figures of the bucket.
 */
export async function saveListing({
  bucketId,
  uploads,
  listedAt,
}: {
  bucketId: number;
  uploads: readonly ListedForFix[];
  listedAt: Date;
}): Promise<void> {
  await database().pool.query(
    `WITH listed AS MATERIALIZED (
       SELECT DISTINCT ON (key, upload_id) * FROM unnest($3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::text[])
         AS l(key, upload_id, initiated_at, initiator, storage_class, creator, creator_confidence)),
     ended AS (DELETE FROM upload u WHERE u.bucket_id = $1 AND u.initiated_at < $2
       AND NOT EXISTS (SELECT FROM listed l WHERE l.key = u.key AND l.upload_id = u.upload_id))
     INSERT INTO upload (bucket_id, key, upload_id, initiated_at, initiator, storage_class, creator, creator_confidence, seen_run)
     SELECT $1, l.*, coalesce((SELECT max(seq) FROM collect_run), 0) FROM listed l ON CONFLICT DO NOTHING`,
    [
      bucketId,
      listedAt,
      uploads.map(({ key }) => key),
      uploads.map(({ uploadId }) => uploadId),
      uploads.map(({ initiatedAt }) => initiatedAt),
      uploads.map(({ initiator }) => initiator),
      uploads.map(({ storageClass }) => storageClass),
      uploads.map(({ creator }) => creator.id),
      uploads.map(({ creator }) => creator.confidence),
    ],
  );
}
