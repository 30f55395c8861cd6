import { requireLookedAt } from '#lib/collect/asked-accounts.ts';
import { collectProgress } from '#lib/collect/progress.ts';
import { requestCollect } from '#lib/collect/request.ts';
import { AppError } from '#lib/errors.ts';
import { recordActivity } from '#lib/store/activity.ts';
import { awsNow } from '#lib/store/clock.ts';
import { answer, json } from './answer.ts';
import { readBody } from './body.ts';
import { collectBody, runParams } from './inputs.ts';
import { parsed } from './parsed.ts';

/**
 * `POST /api/v1/collect`: 202 with the run that was begun, or with the one that is open. 404 for an account that nobody
 * knows, 409 for one that is not looked at.
 */
export function postCollect(request: Request): Promise<Response> {
  return answer(request, 'collect', async ({ name: actor }) => {
    const { kinds = [], accounts = [] } = await readBody(request, collectBody);
    await requireLookedAt(accounts);
    const run = await requestCollect({ kinds, accounts, trigger: 'api', actor });
    if (!run.joined)
      await recordActivity({
        at: await awsNow(),
        actor,
        action: 'collect.request',
        detail: { ...run, kinds, accounts },
      });
    return json(run, 202);
  });
}

/** `GET /api/v1/collect/{runId}` */
export function getCollect(request: Request, params: { runId: string }): Promise<Response> {
  return answer(request, 'look', async () => {
    const { runId } = parsed(runParams, params, 'The path');
    const progress = await collectProgress(runId);
    if (!progress) throw new AppError('notFound', `There is no collection ${runId}.`, { runId });
    return json(progress);
  });
}
