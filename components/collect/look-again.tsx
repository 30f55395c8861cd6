import { Ago } from '#components/ui/ago.tsx';
import { getLookCost } from '#lib/data/look-cost.ts';
import { getRunState, getSnapshotRun } from '#lib/data/runs.ts';
import { getNow, getSnapshot } from '#lib/data/snapshot.ts';
import { getStaleLook } from '#lib/data/stale-look.ts';
import { formatCount, formatUsd } from '#lib/money/format.ts';
import { LookAgainButton } from './look-again-button.tsx';
import { callCount } from './run-progress.ts';

/** How old the figures are and what they cost, and a button for new ones. */
export async function LookAgain() {
  const [snapshot, run, { openRunId, failed }, stale, now] = await Promise.all([
    getSnapshot(),
    getSnapshotRun(),
    getRunState(),
    getStaleLook(),
    getNow(),
  ]);
  if (!snapshot) return null;
  const whole = run !== null && run.progress.total >= snapshot.totals.buckets;
  // A look at money that came after it mends nothing of the buckets.
  const last = failed ?? stale;
  const failure = last && (last.problem ?? 'The log of the worker says why.');
  return (
    <LookAgainButton
      openRunId={openRunId}
      failure={failure}
      estimate={
        whole ? `About ${formatUsd(run.apiCostUsd)}, going by the last look` : await getLookCost(snapshot.totals)
      }
    >
      {run && !whole
        ? `Looked at ${formatCount(run.progress.total)} ${run.progress.total === 1 ? 'bucket' : 'buckets'} `
        : 'Looked '}
      <Ago at={snapshot.takenAt} now={now} />
      {run && ` · ${formatCount(callCount(run))} calls · ${formatUsd(run.apiCostUsd)}`}
    </LookAgainButton>
  );
}
