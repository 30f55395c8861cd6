'use client';

import { Checkbox, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import classes from './days-choice.module.css';
import { DaysInput } from './days-input.tsx';

const usual = [1, 3, 7, 14, 30];

export function DaysChoice({
  days,
  onDays,
  markers,
  disabled = false,
}: {
  /** Null: what was typed is no number of days. */
  days: number | null;
  onDays: (days: number | null) => void;
  /** Null: the bucket was never versioned, so it has no delete markers. */
  markers: { remove: boolean; onChange: (remove: boolean) => void } | null;
  disabled?: boolean;
}) {
  const [asked, setAsked] = useState(false);
  const custom = asked || days === null || !usual.includes(days);
  return (
    <div className={classes.row}>
      <span id="days-label">Abort uploads older than</span>
      <SegmentedControl
        aria-labelledby="days-label"
        disabled={disabled}
        value={custom ? 'other' : String(days)}
        onChange={(value) => {
          setAsked(value === 'other');
          if (value !== 'other') onDays(Number(value));
        }}
        data={[
          ...usual.map((count) => ({ value: String(count), label: String(count) })),
          { value: 'other', label: 'Other' },
        ]}
        classNames={{ root: classes.choice ?? '', indicator: classes.indicator ?? '', label: classes.label ?? '' }}
      />
      {custom ? (
        <DaysInput days={days} onDays={onDays} disabled={disabled} />
      ) : (
        <span>{days === 1 ? 'day' : 'days'}</span>
      )}
      {markers && (
        <Checkbox
          className={classes.markers ?? ''}
          label="Also remove expired delete markers"
          checked={markers.remove}
          disabled={disabled}
          onChange={(event) => markers.onChange(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}
