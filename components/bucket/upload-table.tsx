import table from '#components/ui/table.module.css';
import type { KeyCoverage } from '#lib/lifecycle/coverage.ts';
import type { IncompleteUpload } from '#lib/waste/upload.ts';
import { UploadRow } from './upload-row.tsx';

/** Uploads by key, age and size; with `coverageOf`, also what is known of their parts and what the rules do to them. */
export function UploadTable({
  uploads,
  now,
  coverageOf,
}: {
  uploads: readonly IncompleteUpload[];
  now: Date;
  coverageOf?: (key: string) => KeyCoverage | null;
}) {
  const whole = coverageOf !== undefined;
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
            <>
              <th scope="col" className={table.mid}>
                Rule
              </th>
              <th scope="col" className={`${table.num} ${table.wide}`}>
                Last part
              </th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {uploads.map((upload) => (
          <UploadRow
            key={`${upload.key} ${upload.uploadId}`}
            upload={upload}
            now={now}
            coverage={coverageOf?.(upload.key)}
          />
        ))}
      </tbody>
    </table>
  );
}
