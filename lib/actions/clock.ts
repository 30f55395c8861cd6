'use server';

import { moveClock } from '#lib/aws/clock-control.ts';
import { requestAnswer } from '#lib/collect/request.ts';
import { rememberAwsTime } from '#lib/store/clock.ts';
import { type ActionResult, actionResult } from './action-result.ts';

/** Lets a night pass in a simulated AWS, then looks at what it did. */
export async function moveClockOneDay(): Promise<ActionResult<{ runId: string }>> {
  return actionResult('collect', async (viewer) => {
    await rememberAwsTime(await moveClock({ days: 1 }));
    return requestAnswer({ trigger: 'page', actor: viewer.name });
  });
}
