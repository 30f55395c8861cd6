'use client';

import { Button } from '@mantine/core';
import classes from './first-run.module.css';
import { RunReport } from './run-report.tsx';
import { useLook } from './use-look.ts';

export function FirstRun({ runId }: { runId: string | null }) {
  const { look, running, starting, progress, problem } = useLook(runId);
  if (running) return <RunReport progress={progress} />;
  return (
    <div className={classes.start}>
      <Button onClick={look} loading={starting}>
        Look now
      </Button>
      <p className={classes.note}>
        A listing costs $0.005 per 1,000 calls; what this look costs is counted while it runs and stays under
        DAILY_API_BUDGET_USD.
      </p>
      {problem && <p role="alert">{problem}</p>}
    </div>
  );
}
