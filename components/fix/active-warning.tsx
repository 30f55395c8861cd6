'use client';

import { Button, Checkbox } from '@mantine/core';
import { formatTime } from '#components/ui/date.ts';
import { Notice } from '#components/ui/notice.tsx';
import type { Plan } from '#lib/data/views.ts';
import classes from './active-warning.module.css';
import { plural } from './verdict-words.ts';

/** Applying waits for this tick, unless a number of days is chosen that cuts nobody's work. */
export function ActiveWarning({
  plan: { activeUploads, activeKeys, smallestSafeDays, days },
  accepted,
  onAccept,
  onDays,
}: {
  plan: Plan;
  accepted: boolean;
  onAccept: (yes: boolean) => void;
  onDays: (days: number) => void;
}) {
  return (
    <Notice
      tone="alarm"
      title={`${plural(activeUploads, 'upload')} had a part in the last ${plural(days, 'day')}.`}
      action={
        <Button size="compact-md" onClick={() => onDays(smallestSafeDays)}>
          Use {plural(smallestSafeDays, 'day')}, which cuts none
        </Button>
      }
    >
      Somebody may still be sending {activeUploads === 1 ? 'it' : 'them'}.
      <ul className={classes.keys}>
        {activeKeys.slice(0, 5).map(({ key, initiatedAt, lastPartAt }) => (
          <li key={`${key} ${initiatedAt.toISOString()}`} title={`last part ${formatTime(lastPartAt ?? initiatedAt)}`}>
            {key}
          </li>
        ))}
        {activeUploads > Math.min(5, activeKeys.length) && (
          <li className={classes.more}>and {plural(activeUploads - Math.min(5, activeKeys.length), 'other')}</li>
        )}
      </ul>
      <Checkbox
        checked={accepted}
        onChange={(event) => onAccept(event.currentTarget.checked)}
        label={activeUploads === 1 ? 'Abort it all the same' : 'Abort them all the same'}
      />
    </Notice>
  );
}
