import type { IncompleteUpload } from '#lib/waste/upload.ts';
import { numberOf } from './bucket-row.ts';
import type { Cursor } from './cursor.ts';
import { database } from './database.ts';

export const uploadSorts = ['-bytes', 'initiatedAt', '-initiatedAt', 'key'] as const;
export type UploadSort = (typeof uploadSorts)[number];

export type UploadRow = {
  key: string;
  upload_id: string;
  initiated_at: Date;
  initiator: string | null;
  storage_class: string;
  creator: string;
  creator_confidence: IncompleteUpload['creator']['confidence'];
  parts: number | null;
  bytes: string | null;
  last_part_at: Date | null;
  size_checked_at: Date | null;
  size_problem: string | null;
  sort_value: string | null;
};

const orders = {
  '-bytes': { column: 'bytes', cast: 'bigint', direction: 'DESC', compare: '<' },
  initiatedAt: { column: 'initiated_at', cast: 'timestamptz', direction: 'ASC', compare: '>' },
  '-initiatedAt': { column: 'initiated_at', cast: 'timestamptz', direction: 'DESC', compare: '<' },
  key: { column: 'key', cast: 'text', direction: 'ASC', compare: '>' },
} as const;

/** One stretch of a bucket's uploads in index order: those with a known sort value, or those of unknown size. */
export async function uploadRows({
  bucketId,
  sort,
  after,
  limit,
  known,
}: {
  bucketId: number;
  sort: UploadSort;
  after: Cursor | null;
  limit: number;
  known: boolean;
}): Promise<UploadRow[]> {
  const { column, cast, direction, compare } = orders[sort];
  const [key, uploadId] = after?.tie ?? [];
  const values: unknown[] = [bucketId, limit];
  const where = ['bucket_id = $1'];
  if (sort === '-bytes') where.push(known ? 'bytes IS NOT NULL' : 'bytes IS NULL');
  if (after) {
    values.push(key, uploadId);
    if (!known || sort === 'key') where.push('(key, upload_id) > ($3, $4)');
    else {
      values.push(after.value);
      // The first condition is implied by the second; it is what the index can be entered with.
      where.push(`${column} ${compare}= $5::${cast}`);
      where.push(`(${column} ${compare} $5::${cast} OR (key, upload_id) > ($3, $4))`);
    }
  }
  const order = known && sort !== 'key' ? `${column} ${direction}, key, upload_id` : 'key, upload_id';
  const { rows } = await database().pool.query<UploadRow>(
    `SELECT *, ${column}::text AS sort_value FROM upload WHERE ${where.join(' AND ')} ORDER BY ${order} LIMIT $2`,
    values,
  );
  return rows;
}

export function uploadOfRow(row: UploadRow): IncompleteUpload {
  return {
    key: row.key,
    uploadId: row.upload_id,
    initiatedAt: row.initiated_at,
    initiator: row.initiator,
    storageClass: row.storage_class,
    creator: { id: row.creator, confidence: row.creator_confidence },
    parts: row.parts,
    bytes: numberOf(row.bytes),
    lastPartAt: row.last_part_at,
    sizeCheckedAt: row.size_checked_at,
    sizeProblem: row.size_problem,
  };
}
