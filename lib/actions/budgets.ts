'use server';

import { requestCollect } from '#lib/collect/request.ts';
import { type ActionResult, actionResult } from './action-result.ts';

/** Begins a collection of the budgets of every account, or joins the one under way. */
export async function readBudgets(): Promise<ActionResult<{ runId: string }>> {
  return actionResult('collect', async (viewer) => {
    const { runId } = await requestCollect({ kinds: ['budgets'], trigger: 'page', actor: viewer.name });
    return { runId };
  });
}
