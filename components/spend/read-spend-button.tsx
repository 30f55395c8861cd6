'use client';

import { RunReport } from '#components/collect/run-report.tsx';
import { useLook } from '#components/collect/use-look.ts';
import { MayButton } from '#components/viewer/may-button.tsx';
import { readSpend } from '#lib/actions/read-spend.ts';

/** The first reading of money, and how far it is. */
export function ReadSpendButton({ openRunId }: { openRunId: string | null }) {
  const { look, running, starting, progress, problem } = useLook(openRunId, readSpend);
  if (running) return <RunReport progress={progress} />;
  return (
    <>
      <MayButton power="collect" onClick={look} loading={starting}>
        Read it now
      </MayButton>
      {problem && <p role="alert">{problem}</p>}
    </>
  );
}
