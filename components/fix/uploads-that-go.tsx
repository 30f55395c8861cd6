'use client';

import { useEffect, useState } from 'react';
import { Age } from '#components/ui/ago.tsx';
import { TableBones } from '#components/ui/bones.tsx';
import { Bytes } from '#components/ui/bytes.tsx';
import { Scroll } from '#components/ui/scroll.tsx';
import table from '#components/ui/table.module.css';
import { uploadsThatGo } from '#lib/actions/uploads.ts';
import type { Plan } from '#lib/data/views.ts';
import { creatorLabel } from '#lib/waste/creator.ts';
import classes from './uploads-that-go.module.css';
import { plural } from './verdict-words.ts';

type Answer = Awaited<ReturnType<typeof uploadsThatGo>>;

/** The oldest of what the rule aborts by the next midnight. */
export function UploadsThatGo({ plan }: { plan: Plan }) {
  const { accountId, bucket, days, removeExpiredDeleteMarkers, abortsUploads } = plan;
  const [answer, setAnswer] = useState<Answer | null>(null);

  useEffect(() => {
    let current = true;
    uploadsThatGo({ accountId, bucket, days, removeExpiredDeleteMarkers }).then(
      (next) => current && setAnswer(next),
      () =>
        current && setAnswer({ ok: false, error: { code: 'failed', message: 'The list did not come. Try again.' } }),
    );
    return () => {
      current = false;
    };
  }, [accountId, bucket, days, removeExpiredDeleteMarkers]);

  if (!answer) return <TableBones rows={4} height={38} />;
  if (!answer.ok) return <p role="alert">{answer.error.message}</p>;
  const { uploads, now } = answer.value;
  if (uploads.length === 0) return <p className={table.quiet}>No upload is old enough to go at the next midnight.</p>;
  return (
    <Scroll label="Uploads that go" height={300}>
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
            <th scope="col" className={table.mid}>
              Likely left by
            </th>
          </tr>
        </thead>
        <tbody>
          {uploads.map(({ uploadId, key, initiatedAt, bytes, creator }) => (
            <tr key={uploadId}>
              <td className={table.mono}>{key}</td>
              <td className={table.num}>
                <Age since={initiatedAt} now={now} />
              </td>
              <td className={table.num}>{bytes === null ? 'not known' : <Bytes value={bytes} />}</td>
              <td className={table.mid}>{creatorLabel(creator.id)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {abortsUploads > uploads.length && (
        <p className={classes.more}>
          The {uploads.length} oldest of {plural(abortsUploads, 'upload')}.
        </p>
      )}
    </Scroll>
  );
}
