'use server';

import { testConnection } from '#lib/collect/test-connection.ts';
import { requireViewer } from '#lib/session.ts';
import { type ActionResult, actionResult } from './action-result.ts';

/** Asks AWS who we are, on a click; the page that is read again shows the answer. */
export async function tryConnection(): Promise<ActionResult<{ connected: boolean }>> {
  await requireViewer();
  return actionResult(async () => ({ connected: (await testConnection()).ok }));
}
