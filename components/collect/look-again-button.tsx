'use client';

import type { ReactNode } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { Words } from '#components/ui/words.tsx';
import { MayButton } from '#components/viewer/may-button.tsx';
import { type LookPlace, lookAgain } from '#lib/actions/collect.ts';
import classes from './look-again-button.module.css';
import { OwnLookButton } from './own-look-button.tsx';
import { OwnLookEnd } from './own-look-end.tsx';
import { RunReport } from './run-report.tsx';
import { type BeginLook, useLook } from './use-look.ts';

export function LookAgainButton({
  openRunId,
  failure,
  only,
  begin = () => lookAgain(only),
  label = 'Look again',
  asOneself = null,
  estimate,
  children,
}: {
  openRunId: string | null;
  failure: string | null;
  /** Left out: every bucket. */
  only?: LookPlace | undefined;
  /** Left out: a look at buckets. */
  begin?: BeginLook;
  label?: string;
  /** What it is called, where one could also look at `only` as oneself. */
  asOneself?: string | null;
  /** What a look will cost. */
  estimate?: string | undefined;
  children: ReactNode;
}) {
  const { look, running, starting, progress, problem, follow } = useLook(openRunId, begin);
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
        {only && asOneself !== null && (
          <OwnLookButton place={only} name={asOneself} disabled={running || starting} onBegun={follow} />
        )}
      </span>
      {running && (
        <div className={classes.below}>
          <RunReport progress={progress} />
        </div>
      )}
      {!running && progress?.own && (
        <div className={classes.below}>
          <OwnLookEnd progress={progress} own={progress.own} />
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
