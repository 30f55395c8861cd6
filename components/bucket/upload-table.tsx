import table from '#components/ui/table.module.css';
import type { IncompleteUpload } from '#lib/waste/upload.ts';
import { UploadRow } from './upload-row.tsx';

/** Uploads by key, age and size; `whole` adds what is known of their parts. */
export function UploadTable({
  uploads,
  now,
  whole = false,
}: {
  uploads: readonly IncompleteUpload[];
  now: Date;
  whole?: boolean;
}) {
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col" className={table.fill}>
            Key
          </th>
          <th scope="col" className={table.num}>
            Age
          </th>
          <th scope="col" className={table.num}>
            Size
          </th>
          {whole && (
            <>
              <th scope="col" className={`${table.num} ${table.wide}`}>
                Parts
              </th>
              <th scope="col" className={table.wide}>
                Class
              </th>
            </>
          )}
          <th scope="col" className={table.mid}>
            Likely left by
          </th>
          {whole && (
            <th scope="col" className={`${table.num} ${table.mid}`}>
              Last part
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {uploads.map((upload) => (
          <UploadRow key={`${upload.key} ${upload.uploadId}`} upload={upload} now={now} whole={whole} />
        ))}
      </tbody>
    </table>
  );
}
