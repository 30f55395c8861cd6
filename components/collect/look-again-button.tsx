'use client';

import type { ReactNode } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { Words } from '#components/ui/words.tsx';
import { MayButton } from '#components/viewer/may-button.tsx';
import { lookAgain } from '#lib/actions/collect.ts';
import classes from './look-again-button.module.css';
import { RunReport } from './run-report.tsx';
import { type BeginLook, useLook } from './use-look.ts';

export function LookAgainButton({
  openRunId,
  failure,
  only,
  begin = () => lookAgain(only),
  label = 'Look again',
  estimate,
  children,
}: {
  openRunId: string | null;
  failure: string | null;
  /** Left out: every bucket. */
  only?: { accountId: string; bucket: string } | undefined;
  /** Left out: a look at buckets. */
  begin?: BeginLook;
  label?: string;
  /** What a look will cost. */
  estimate?: string | undefined;
  children: ReactNode;
}) {
  const { look, running, starting, progress, problem } = useLook(openRunId, begin);
  const trouble = problem ?? (running ? null : failure);
  return (
    <>
      <span className={classes.look}>
        <span className={classes.said}>
          <i className={classes.dot} data-running={running || undefined} /> {children}
        </span>
        <MayButton
          power="collect"
          variant="default"
          size="compact-md"
          title={estimate}
          onClick={look}
          loading={starting}
          disabled={running}
        >
          {label}
        </MayButton>
      </span>
      {running && (
        <div className={classes.below}>
          <RunReport progress={progress} />
        </div>
      )}
      {trouble && (
        <div className={classes.below}>
          <Notice tone="alarm" title="The last look failed.">
            <Words text={trouble} />
          </Notice>
        </div>
      )}
    </>
  );
}
