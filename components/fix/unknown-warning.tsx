'use client';

import { Checkbox } from '@mantine/core';
import { formatDay, formatTime } from '#components/ui/date.ts';
import { Notice } from '#components/ui/notice.tsx';
import type { Plan } from '#lib/data/views.ts';
import classes from './active-warning.module.css';

/** Applying waits for this tick: nobody can see what the rule would take. */
export function UnknownWarning({
  plan: { listedAt },
  accepted,
  onAccept,
}: {
  plan: Plan;
  accepted: boolean;
  onAccept: (yes: boolean) => void;
}) {
  return (
    <Notice
      tone="alarm"
      title={
        listedAt ? (
          <>
            Its uploads could not be listed since{' '}
            <time dateTime={listedAt.toISOString()} title={formatTime(listedAt)}>
              {formatDay(listedAt)}
            </time>
            .
          </>
        ) : (
          'Its uploads could not be listed.'
        )
      }
    >
      <p className={classes.why}>
        Which uploads the rule would abort is not known, nor whether somebody is still sending one.
      </p>
      <Checkbox
        checked={accepted}
        onChange={(event) => onAccept(event.currentTarget.checked)}
        label="Add the rule all the same"
      />
    </Notice>
  );
}
