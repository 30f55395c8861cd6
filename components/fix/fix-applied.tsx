'use client';

import { Button } from '@mantine/core';
import { formatDate } from '#components/ui/date.ts';
import type { FixView } from '#lib/data/views.ts';
import { formatBytes, formatUsd } from '#lib/money/format.ts';
import classes from './fix-plan.module.css';
import { ProofTimeline } from './proof-timeline.tsx';
import { plural } from './verdict-words.ts';

/** Right after the write: what was done, and what comes next. */
export function FixApplied({ fix, onClose }: { fix: FixView; onClose: () => void }) {
  return (
    <div className={classes.plan}>
      <p>
        The rule is in the live configuration and was read back. {nextStep(fix)} Until then nothing more has to be done;
        every look checks how far it is.
      </p>
      <ProofTimeline fix={fix} />
      <footer className={classes.foot}>
        <p className={classes.promise}>
          The rules from before are kept: Undo is under Activity and on the bucket’s page.
        </p>
        <Button className={classes.buttons ?? ''} onClick={onClose}>
          Done
        </Button>
      </footer>
    </div>
  );
}

function nextStep({ plannedUploads, plannedBytes, plannedMonthlyUsd, dueAt, days }: FixView): string {
  if (plannedUploads === 0) return `From now on an upload is aborted when it has lain for ${plural(days, 'day')}.`;
  const when = formatDate(dueAt);
  return `S3 lets the first of ${plural(plannedUploads, 'upload')} (${formatBytes(plannedBytes)}, ${formatUsd(plannedMonthlyUsd)} a month) go at 00:00 UTC on ${when}.`;
}
