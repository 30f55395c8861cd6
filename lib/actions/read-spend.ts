'use server';

import { requestAnswer } from '#lib/collect/request.ts';
import { spendKinds } from '#lib/spend/reading.ts';
import { type ActionResult, actionResult } from './action-result.ts';

/** Reads all that is read of money now, however new the last reading is, or joins the collection under way. */
export async function readSpend(): Promise<ActionResult<{ runId: string }>> {
  return actionResult('collect', (viewer) =>
    requestAnswer({ kinds: [...spendKinds], trigger: 'page', actor: viewer.name }),
  );
}
