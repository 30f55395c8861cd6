'use client';

import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useRun } from '#components/collect/use-run.ts';
import { useWhyNot } from '#components/viewer/viewer-context.tsx';
import { moveClockOneDay } from '#lib/actions/clock.ts';
import classes from './simulated-clock.module.css';

/** Moves the simulated clock to tomorrow, then looks again: what S3 did over night shows. */
export function MoveClockButton() {
  const { running, progress, follow } = useRun();
  const [moving, setMoving] = useState(false);
  const not = useWhyNot('collect');
  const [problem, setProblem] = useState<string | null>(null);

  async function move() {
    setMoving(true);
    setProblem(null);
    try {
      const result = await moveClockOneDay();
      if (result.ok) follow(result.value.runId);
      else setProblem(result.error.message);
    } catch {
      setProblem('Straybytes itself did not answer. Its log says why; try again.');
    } finally {
      setMoving(false);
    }
  }

  const looked =
    progress && progress.progress.total > 0 ? ` ${progress.progress.done} of ${progress.progress.total}` : '…';
  return (
    <>
      <UnstyledButton
        className={classes.move}
        onClick={not ? undefined : move}
        disabled={moving || running}
        aria-disabled={not ? true : undefined}
        aria-describedby={not?.describedBy}
        title={not?.why}
      >
        {moving ? (
          'A night passes…'
        ) : running ? (
          `Looking again${looked}`
        ) : (
          <>
            <span className={classes.long}>Move the clock one day</span>
            <span className={classes.short} aria-hidden="true">
              +1 day
            </span>
          </>
        )}
      </UnstyledButton>
      {problem && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
