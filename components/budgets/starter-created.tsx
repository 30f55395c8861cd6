'use client';

import { Button } from '@mantine/core';
import { useRun } from '#components/collect/use-run.ts';
import plan from '#components/fix/fix-plan.module.css';
import type { AppliedStarter } from '#lib/data/views.ts';
import { formatMoney } from '#lib/money/format-money.ts';

/** Right after: what is in AWS now, and who is told. */
export function StarterCreated({ applied, onClose }: { applied: AppliedStarter; onClose: () => void }) {
  const { request, outcome, starter, runId } = applied;
  const { BudgetName, BudgetLimit } = request.Budget;
  const { running } = useRun(runId);
  return (
    <div className={plan.plan}>
      <p>
        {outcome === 'found'
          ? `An equal budget is there already: ${BudgetName}. Nothing was written.`
          : `${BudgetName} is in AWS Budgets: ${formatMoney(BudgetLimit.Amount, BudgetLimit.Unit)} a day, with alerts at 80 % and 100 %.`}{' '}
        AWS compares it with the bill a few times a day, so an alert comes hours after the spend, never at once.
      </p>
      <p role="status">{statusWords(running, outcome)}</p>
      <footer className={plan.foot}>
        <p className={plan.promise}>
          {starter
            ? 'Undo deletes it, if nobody changed it: here in the list, and under Activity.'
            : 'It was not created here, so it is not undone here.'}
        </p>
        <Button className={plan.buttons ?? ''} onClick={onClose}>
          Done
        </Button>
      </footer>
    </div>
  );
}

function statusWords(running: boolean, outcome: AppliedStarter['outcome']): string {
  if (running) return 'The budgets of this account are being read again…';
  return outcome === 'created' ? 'It stands in the list of budgets.' : 'The next look shows it in the list.';
}
