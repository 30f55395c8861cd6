import { connectionOwner } from '#lib/auth/connection-owner.ts';
import { requireLookedAt } from '#lib/collect/asked-accounts.ts';
import type { CollectKind } from '#lib/collect/kinds.ts';
import { collectProgress } from '#lib/collect/progress.ts';
import { requestCollect } from '#lib/collect/request.ts';
import { requestOwnLook } from '#lib/collect/request-own-look.ts';
import { AppError } from '#lib/errors.ts';
import { recordActivity } from '#lib/store/activity.ts';
import { awsNow } from '#lib/store/clock.ts';
import { answer, json } from './answer.ts';
import { readBody } from './body.ts';
import { collectBody, runParams } from './inputs.ts';
import { parsed } from './parsed.ts';

/**
 * `POST /api/v1/collect`: 202 with the run that was begun, or with the one that is open. 404 for an account that nobody
 * knows, 409 for one that is not looked at. With a permission set it is a look at one account as oneself, which joins
 * nobody: 409 while another run is open.
 */
export function postCollect(request: Request): Promise<Response> {
  return answer(request, 'collect', async (viewer) => {
    const { name: actor } = viewer;
    const { kinds = [], accounts = [], permissionSet } = await readBody(request, collectBody);
    if (permissionSet !== undefined) {
      const accountId = onlyAccount({ kinds, accounts });
      const owner = connectionOwner(viewer);
      const own = await requestOwnLook({ accountId, permissionSet, owner, trigger: 'api' });
      return json({ ...own, joined: false }, 202);
    }
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

function onlyAccount({ kinds, accounts }: { kinds: readonly CollectKind[]; accounts: readonly string[] }): string {
  const [accountId, ...others] = accounts;
  // It always reads all that there is of a bucket: who asks for less is not to get more.
  if (accountId !== undefined && others.length === 0 && kinds.length === 0) return accountId;
  throw new AppError(
    'invalid',
    'A look with a permission set is of one account and of its buckets alone: name it in accounts, and leave kinds out.',
  );
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
