'use client';

import type { ReactNode } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { Words } from '#components/ui/words.tsx';
import type { ActionProblem } from '#lib/actions/action-result.ts';
import { isOfOrganization } from '#lib/guardrails/denial.ts';
import { problemTitle } from './problem-title.ts';

/** Why AWS, or Straybytes, did not do it, and what to do. */
export function ProblemNotice({
  problem,
  title,
  asSelf,
  action,
}: {
  problem: ActionProblem;
  /** What did not happen. */
  title: string;
  /** The call was made with a permission set of the person's own. */
  asSelf: boolean;
  action?: ReactNode;
}) {
  return (
    <Notice tone="alarm" title={problemTitle(problem, title)} action={action}>
      <Words text={problem.message} />
      {asSelf && isOfOrganization(problem.deniedBy) && (
        <> No other permission set helps; Straybytes’ own role may be let through.</>
      )}
    </Notice>
  );
}
