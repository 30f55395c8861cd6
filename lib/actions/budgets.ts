'use server';

import { requestAnswer } from '#lib/collect/request.ts';
import { type ActionResult, actionResult } from './action-result.ts';

/** Begins a collection of the budgets of every account, or joins the one under way. */
export async function readBudgets(): Promise<ActionResult<{ runId: string }>> {
  return actionResult('collect', (viewer) =>
    requestAnswer({ kinds: ['budgets'], trigger: 'page', actor: viewer.name }),
  );
}
