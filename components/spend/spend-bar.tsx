import { LookAgainButton } from '#components/collect/look-again-button.tsx';
import { Ago } from '#components/ui/ago.tsx';
import { readSpend } from '#lib/actions/read-spend.ts';
import { getCostCoverage } from '#lib/data/costs.ts';
import { getRunState } from '#lib/data/runs.ts';
import { getNow } from '#lib/data/snapshot.ts';
import { getCostsFreshness, getSpendRun, getSpendSnapshot } from '#lib/data/spend.ts';
import { requestWords } from './request-words.ts';

/** How old the costs are and what reading them cost, and a button for new ones. */
export async function SpendBar() {
  const [snapshot, coverage, { failedAt }, run, { openRunId, failed }, now] = await Promise.all([
    getSpendSnapshot(),
    getCostCoverage(),
    getCostsFreshness(),
    getSpendRun(),
    getRunState(),
    getNow(),
  ]);
  if (!snapshot) return null;
  return (
    <LookAgainButton
      openRunId={openRunId}
      failure={failed && (failed.problem ?? 'The log of the worker says why.')}
      begin={readSpend}
      label="Read again"
      estimate="A few requests at $0.01 each. AWS itself brings costs up to date at most three times a day."
    >
      {coverage ? (
        <>
          Costs read <Ago at={coverage.asOf} now={now} />
        </>
      ) : (
        'Costs are not known'
      )}
      {failedAt && (
        <>
          ; the last attempt, <Ago at={failedAt} now={now} />, failed
        </>
      )}
      {run && ` · ${requestWords(run)}`}
    </LookAgainButton>
  );
}
