import { z } from 'zod';
import { latestSnapshot } from '#lib/store/buckets.ts';
import { database } from '#lib/store/database.ts';

/** What is really there, by bucket: uploads and the bytes of their parts. */
export const truthSchema = z.array(
  z.object({ accountId: z.string(), bucket: z.string(), uploads: z.number(), bytes: z.number() }),
);
export type Truth = z.infer<typeof truthSchema>;

type BucketFigures = { bucket: string; uploads: number; bytes: number; measurement: string };

/** Where the newest snapshot and the stored uploads differ from the truth, in words; empty when they agree to the byte. */
export async function exactDifferences({ truth, parts }: { truth: Truth; parts: number }): Promise<string[]> {
  const differences = await exactRows(truth);
  const all = { uploads: sum(truth, 'uploads'), bytes: sum(truth, 'bytes') };
  const { totals } = (await latestSnapshot()) ?? {};
  const stored = await storedUploads();
  return [
    ...differences,
    ...unequal('uploads in all', all.uploads, totals?.uploads),
    ...unequal('bytes in all', all.bytes, totals?.bytes),
    ...unequal('stored uploads', all.uploads, stored.uploads),
    ...unequal('stored bytes', all.bytes, stored.bytes),
    ...unequal('stored parts', parts, stored.parts),
  ];
}

/** Where a bucket of the newest snapshot differs from the truth; buckets that `truth` does not name are no matter. */
export async function exactRows(truth: Truth): Promise<string[]> {
  const found = new Map((await snapshotRows()).map((row) => [row.bucket, row]));
  return truth.flatMap(({ bucket, uploads, bytes }) => {
    const row = found.get(bucket);
    if (row?.uploads === uploads && row.bytes === bytes && row.measurement === 'exact') return [];
    const told = row ? `${row.uploads} uploads, ${row.bytes} bytes, ${row.measurement}` : 'nothing';
    return [`${bucket}: ${uploads} uploads, ${bytes} bytes are there, told was ${told}`];
  });
}

/** The same for buckets of which a sample was sized: only the number of uploads is certain. */
export async function countDifferences(truth: Truth): Promise<string[]> {
  const found = new Map((await snapshotRows()).map((row) => [row.bucket, row.uploads]));
  return [
    ...truth.flatMap(({ bucket, uploads }) => unequal(`uploads of ${bucket}`, uploads, found.get(bucket))),
    ...unequal('stored uploads', sum(truth, 'uploads'), (await storedUploads()).uploads),
  ];
}

export function unequal(what: string, truth: number, told: number | undefined): string[] {
  return truth === told ? [] : [`${what}: ${truth} are there, told was ${told ?? 'nothing'}`];
}

async function snapshotRows(): Promise<BucketFigures[]> {
  const { rows } = await database().pool.query<BucketFigures>(
    `SELECT name AS bucket, uploads, bytes::float8 AS bytes, measurement FROM bucket_snapshot
     WHERE snapshot_id = (SELECT id FROM snapshot ORDER BY seq DESC LIMIT 1)`,
  );
  return rows;
}

async function storedUploads(): Promise<{ uploads: number; bytes: number; parts: number }> {
  const { rows } = await database().pool.query<{ uploads: number; bytes: number; parts: number }>(
    'SELECT count(*)::int AS uploads, sum(bytes)::float8 AS bytes, sum(parts)::int AS parts FROM upload',
  );
  return rows[0] ?? { uploads: 0, bytes: 0, parts: 0 };
}

function sum(truth: Truth, figure: 'uploads' | 'bytes'): number {
  return truth.reduce((total, bucket) => total + bucket[figure], 0);
}
