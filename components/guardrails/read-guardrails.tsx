'use client';

import type { ReactNode } from 'react';
import { LookAgainButton } from '#components/collect/look-again-button.tsx';
import { readGuardrails } from '#lib/actions/guardrails.ts';

/** Has every account checked again, which AWS does not bill; `children` say when that was done last. */
export function ReadGuardrails({ openRunId, children }: { openRunId: string | null; children?: ReactNode }) {
  return (
    <LookAgainButton
      openRunId={openRunId}
      failure={null}
      begin={readGuardrails}
      label="Check again"
      estimate="AWS does not bill these calls"
    >
      {children}
    </LookAgainButton>
  );
}
