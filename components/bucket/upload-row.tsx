import { Age, Ago } from '#components/ui/ago.tsx';
import { Bytes } from '#components/ui/bytes.tsx';
import { formatTime } from '#components/ui/date.ts';
import table from '#components/ui/table.module.css';
import { formatCount } from '#lib/money/format.ts';
import { creatorLabel } from '#lib/waste/creator.ts';
import type { IncompleteUpload } from '#lib/waste/upload.ts';

export function UploadRow({ upload, now, whole }: { upload: IncompleteUpload; now: Date; whole: boolean }) {
  const { key, uploadId, initiatedAt, initiator, bytes, parts, storageClass, creator, lastPartAt } = upload;
  const by = `confidence ${creator.confidence}${initiator ? `; begun by ${initiator}` : ''}`;
  return (
    <tr>
      <td className={table.mono} title={`upload ${uploadId}`}>
        {key}
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
      {whole && <td className={`${table.num} ${table.mid}`}>{lastPartAt ? <Ago at={lastPartAt} now={now} /> : '–'}</td>}
    </tr>
  );
}

function measured({ sizeProblem, sizeCheckedAt }: IncompleteUpload): string | undefined {
  if (sizeProblem) return sizeProblem;
  return sizeCheckedAt ? `measured ${formatTime(sizeCheckedAt)}` : 'not measured yet';
}
