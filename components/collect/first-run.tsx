'use client';

import { MayButton } from '#components/viewer/may-button.tsx';
import classes from './first-run.module.css';
import { RunReport } from './run-report.tsx';
import { useLook } from './use-look.ts';

export function FirstRun({ runId, cost }: { runId: string | null; cost: string }) {
  const { look, running, starting, progress, problem } = useLook(runId);
  if (running) return <RunReport progress={progress} />;
  return (
    <div className={classes.start}>
      <MayButton power="collect" onClick={look} loading={starting}>
        Look now
      </MayButton>
      <p className={classes.note}>{cost} What it does cost is counted while it runs.</p>
      {problem && <p role="alert">{problem}</p>}
    </div>
  );
}
