import { z } from 'zod';
import { ageBands } from '#lib/waste/breakdown.ts';
import { database } from './database.ts';
import { BAND, NEEDS_SIZE } from './uploads.ts';

/** Uploads of a bucket that are alike, with what is known of their bytes. */
export type UploadGroup = {
  band: z.infer<typeof band>;
  storageClass: string;
  creator: string;
  confidence: 'high' | 'medium' | 'low';
  /** Whether an Enabled abort rule covers their keys. */
  covered: boolean;
  uploads: number;
  /** Of these, with a size that needs no asking. */
  fresh: number;
  freshBytes: number;
  freshSquares: number;
  /** With any size, even one that may have grown since. */
  known: number;
  knownBytes: number;
  /** Asked for and refused, and one of the reasons. */
  refused: number;
  sizeProblem: string | null;
  oldestInitiatedAt: Date;
};

const band = z.enum(ageBands);
const confidence = z.enum(['high', 'medium', 'low']);

/**
 * A bucket's uploads in groups, by age at `startedAt`, class, likely creator and coverage by prefix. `prefixes`: what
 * Enabled abort rules cover; `['']` is the whole bucket.
 */
export async function uploadGroups({
  bucketId,
  startedAt,
  prefixes,
}: {
  bucketId: number;
  startedAt: Date;
  prefixes: string[];
}): Promise<UploadGroup[]> {
  const { rows } = await database().pool.query<UploadGroup>(
    `select ${BAND} as band, storage_class as "storageClass", creator, creator_confidence as confidence,
       exists (select from unnest($3::text[]) prefix where starts_with(key, prefix)) as covered, count(*)::int as uploads,
       count(bytes) filter (where not ${NEEDS_SIZE})::int as fresh,
       coalesce(sum(bytes) filter (where not ${NEEDS_SIZE}), 0)::float8 as "freshBytes",
       coalesce(sum(bytes::float8 ^ 2) filter (where not ${NEEDS_SIZE}), 0) as "freshSquares",
       count(bytes)::int as known, coalesce(sum(bytes), 0)::float8 as "knownBytes", count(size_problem)::int as refused,
       max(size_problem) as "sizeProblem", min(initiated_at) as "oldestInitiatedAt"
     from upload where bucket_id = $1 group by 1, 2, 3, 4, 5`,
    [bucketId, startedAt, prefixes],
  );
  return rows.map((row) => ({ ...row, band: band.parse(row.band), confidence: confidence.parse(row.confidence) }));
}
