import type { ReactNode } from 'react';
import { PageHead } from '#components/ui/page-head.tsx';
import { getGuardrails } from '#lib/data/guardrails.ts';
import { getRunState } from '#lib/data/runs.ts';
import { ReadGuardrails } from './read-guardrails.tsx';

/** Shows its children once accounts were checked, or tried to be; before that, a button that has them checked. */
export async function WhenChecked({ children }: { children: ReactNode }) {
  const { readAt } = await getGuardrails();
  if (readAt) return children;
  const { openRunId } = await getRunState();
  return (
    <PageHead
      title={openRunId ? 'A look is under way.' : 'No account has been checked yet.'}
      sub={<ReadGuardrails openRunId={openRunId}>AWS does not bill for it.</ReadGuardrails>}
    />
  );
}
