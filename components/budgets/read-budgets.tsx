'use client';

import type { ReactNode } from 'react';
import look from '#components/collect/look-again-button.module.css';
import { useLook } from '#components/collect/use-look.ts';
import { Notice } from '#components/ui/notice.tsx';
import { Words } from '#components/ui/words.tsx';
import { MayButton } from '#components/viewer/may-button.tsx';
import { readBudgets } from '#lib/actions/budgets.ts';

/** Has the budgets read again, which AWS does not bill; `children` say when they were read last. */
export function ReadBudgets({
  openRunId,
  label = 'Read again',
  children,
}: {
  openRunId: string | null;
  label?: string;
  children?: ReactNode;
}) {
  const { look: read, running, starting, problem } = useLook(openRunId, readBudgets);
  return (
    <>
      <span className={look.look}>
        <span className={look.said} role="status">
          <i className={look.dot} data-running={running || undefined} /> {running ? 'A look is under way…' : children}
        </span>
        <MayButton
          power="collect"
          variant="default"
          size="compact-md"
          title="AWS does not bill these calls"
          onClick={read}
          loading={starting}
          disabled={running}
        >
          {label}
        </MayButton>
      </span>
      {problem && (
        <div className={look.below}>
          <Notice tone="alarm" title="The budgets could not be read again.">
            <Words text={problem} />
          </Notice>
        </div>
      )}
    </>
  );
}
