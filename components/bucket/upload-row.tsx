import { Age, Ago } from '#components/ui/ago.tsx';
import { Bytes } from '#components/ui/bytes.tsx';
import { formatTime } from '#components/ui/date.ts';
import table from '#components/ui/table.module.css';
import type { KeyCoverage } from '#lib/lifecycle/coverage.ts';
import { uploadEnding } from '#lib/lifecycle/upload-ending.ts';
import { formatCount } from '#lib/money/format.ts';
import { creatorLabel } from '#lib/waste/creator.ts';
import type { IncompleteUpload } from '#lib/waste/upload.ts';
import classes from './upload-row.module.css';

export function UploadRow({
  upload,
  now,
  coverage,
}: {
  upload: IncompleteUpload;
  now: Date;
  /** By the bucket's rules; left out: the row says neither this nor what is known of its parts. */
  coverage?: KeyCoverage | null | undefined;
}) {
  const { key, uploadId, initiatedAt, initiator, bytes, parts, storageClass, creator, lastPartAt } = upload;
  const whole = coverage !== undefined;
  const ending = whole ? uploadEnding({ coverage, initiatedAt, now }) : null;
  const by = `confidence ${creator.confidence}${initiator ? `; begun by ${initiator}` : ''}`;
  return (
    <tr>
      <td className={table.mono} title={`upload ${uploadId}`}>
        {key}
        {ending && <span className={`${table.sub} ${table.narrow} ${classes.ending}`}>{ending.words}</span>}
      </td>
      <td className={table.num}>
        <Age since={initiatedAt} now={now} />
      </td>
      <td className={table.num} title={measured(upload)}>
        {bytes === null ? <span className={table.quiet}>not known</span> : <Bytes value={bytes} />}
      </td>
      {whole && (
        <>
          <td className={`${table.num} ${table.wide}`}>{parts === null ? '–' : formatCount(parts)}</td>
          <td className={`${table.wide} ${table.once}`}>{storageClass}</td>
        </>
      )}
      <td className={`${table.mid} ${table.once}`} title={by}>
        {creatorLabel(creator.id)}
      </td>
      {ending && (
        <td
          className={`${table.mid} ${table.once}`}
          title={ending.at ? `S3 may abort it from ${formatTime(ending.at)}` : undefined}
        >
          {ending.words}
        </td>
      )}
      {whole && (
        <td className={`${table.num} ${table.wide}`}>{lastPartAt ? <Ago at={lastPartAt} now={now} /> : '–'}</td>
      )}
    </tr>
  );
}

function measured({ sizeProblem, sizeCheckedAt }: IncompleteUpload): string | undefined {
  if (sizeProblem) return sizeProblem;
  return sizeCheckedAt ? `measured ${formatTime(sizeCheckedAt)}` : 'not measured yet';
}
