'use server';

import { testConnection } from '#lib/collect/test-connection.ts';
import { type ActionResult, actionResult } from './action-result.ts';

/** Asks AWS who we are, on a click; the page that is read again shows the answer. */
export async function tryConnection(): Promise<ActionResult<{ connected: boolean }>> {
  return actionResult('collect', async () => ({ connected: (await testConnection()).ok }));
}
