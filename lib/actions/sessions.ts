'use server';

import { z } from 'zod';
import { revokeAllSessions, revokeSession } from '#lib/auth/sessions.ts';
import { type ActionResult, actionResult, ownResult } from './action-result.ts';
import { idInput, personInput } from './person-input.ts';

const one = z.object({ sessionId: idInput });

/** Ends one of one's own sessions, at once. */
export async function endSession(input: z.input<typeof one>): Promise<ActionResult<null>> {
  return ownResult(async (actor) => {
    await revokeSession({ ...one.parse(input), actor });
    return null;
  });
}

/** Ends all of one's own sessions but this one. */
export async function endOtherSessions(): Promise<ActionResult<{ ended: number }>> {
  return ownResult(async (actor) => ({
    ended: await revokeAllSessions({ personId: actor.personId, except: actor.sessionId, actor }),
  }));
}

/** Ends all sessions of somebody. */
export async function endSessionsOf(input: z.input<typeof personInput>): Promise<ActionResult<{ ended: number }>> {
  return actionResult('people', async (actor) => ({
    ended: await revokeAllSessions({ ...personInput.parse(input), actor }),
  }));
}
