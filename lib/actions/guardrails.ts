'use server';

import { requestAnswer } from '#lib/collect/request.ts';
import { type ActionResult, actionResult } from './action-result.ts';

/** Has what guards every account read now, or joins the collection under way. AWS bills none of it. */
export async function readGuardrails(): Promise<ActionResult<{ runId: string }>> {
  return actionResult('collect', (viewer) =>
    requestAnswer({ kinds: ['guardrails'], trigger: 'page', actor: viewer.name }),
  );
}
