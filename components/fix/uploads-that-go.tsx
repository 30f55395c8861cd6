'use client';

import { useEffect, useState } from 'react';
import { UploadTable } from '#components/bucket/upload-table.tsx';
import { TableBones } from '#components/ui/bones.tsx';
import { Scroll } from '#components/ui/scroll.tsx';
import table from '#components/ui/table.module.css';
import { uploadsThatGo } from '#lib/actions/uploads.ts';
import type { Plan } from '#lib/data/views.ts';
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

  if (plan.uploadsKnown === 'unknown') return <p className={table.quiet}>Not known: they could not be listed.</p>;
  if (!answer) return <TableBones rows={4} height={38} />;
  if (!answer.ok) return <p role="alert">{answer.error.message}</p>;
  const { uploads, now } = answer.value;
  if (uploads.length === 0) return <p className={table.quiet}>No upload is old enough to go at the next midnight.</p>;
  return (
    <Scroll label="Uploads that go" height={300}>
      <UploadTable uploads={uploads} now={now} />
      {abortsUploads > uploads.length && (
        <p className={classes.more}>
          The {uploads.length} oldest of {plural(abortsUploads, 'upload')}.
        </p>
      )}
    </Scroll>
  );
}
