'use client';

import { Input } from '@mantine/core';
import { useId, useState } from 'react';
import classes from './days-choice.module.css';
import { daysOfText, mostDays } from './days-text.ts';

/** A number of days to type. What is typed stays as typed, and is null to the plan until it is a whole number. */
export function DaysInput({
  days,
  onDays,
  disabled,
}: {
  days: number | null;
  onDays: (days: number | null) => void;
  disabled: boolean;
}) {
  const [typed, setTyped] = useState('');
  const problemId = useId();
  const text = days === null || daysOfText(typed) === days ? typed : String(days);
  return (
    <>
      <Input
        aria-label="Number of days"
        aria-describedby={days === null ? problemId : undefined}
        className={classes.number ?? ''}
        inputMode="numeric"
        autoComplete="off"
        value={text}
        error={days === null}
        disabled={disabled}
        onChange={(event) => {
          const next = event.currentTarget.value;
          setTyped(next);
          onDays(daysOfText(next));
        }}
      />
      <span>{days === 1 ? 'day' : 'days'}</span>
      {days === null && (
        <p id={problemId} role="alert" className={classes.problem}>
          Days are whole numbers, from 1 to {mostDays}. Nothing is planned until then.
        </p>
      )}
    </>
  );
}
