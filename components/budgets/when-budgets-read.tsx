import type { ReactNode } from 'react';
import { PageHead } from '#components/ui/page-head.tsx';
import { getBudgets } from '#lib/data/budgets.ts';
import { getRunState } from '#lib/data/runs.ts';
import { ReadBudgets } from './read-budgets.tsx';

/** Shows its children once budgets were read, or tried to be; before that, a button that has them read. */
export async function WhenBudgetsRead({ children }: { children: ReactNode }) {
  const { readAt } = await getBudgets();
  if (readAt) return children;
  const { openRunId } = await getRunState();
  return (
    <PageHead
      title={openRunId ? 'A look is under way.' : 'Budgets have not been read yet.'}
      sub={
        <ReadBudgets openRunId={openRunId} label="Read the budgets">
          AWS does not bill for reading them.
        </ReadBudgets>
      }
    />
  );
}
