import type { IncompleteUpload } from '#lib/waste/upload.ts';
import { type Cut, cutValues, ofCut, withDoomed } from './cut.ts';
import { database } from './database.ts';
import { type UploadRow, uploadOfRow } from './upload-row.ts';

/** The oldest uploads of a cut, as the store knows them now. */
export async function cutUploads(cut: Cut, limit: number): Promise<IncompleteUpload[]> {
  const { rows } = await database().pool.query<UploadRow>(
    `${withDoomed} SELECT u.* FROM upload u WHERE ${ofCut} ORDER BY u.initiated_at, u.key, u.upload_id LIMIT $6`,
    [...cutValues(cut), limit],
  );
  return rows.map(uploadOfRow);
}
