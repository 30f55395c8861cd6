import { connectionOwner } from '#lib/auth/connection-owner.ts';
import { AppError } from '#lib/errors.ts';
import { fixActions } from '#lib/fix/actions.ts';
import { applyFix } from '#lib/fix/apply.ts';
import { planFix } from '#lib/fix/plan.ts';
import { accountOfFix, undoFix } from '#lib/fix/undo.ts';
import { asWhom } from '#lib/identity-center/as-whom.ts';
import { fixById, listFixes } from '#lib/store/fixes.ts';
import { answer, json } from './answer.ts';
import { askedAccountIds } from './asked-scope.ts';
import { readBody } from './body.ts';
import type { BucketPath } from './buckets.ts';
import { fixJson } from './fix-json.ts';
import { bucketParams, fixBody, fixesQuery, fixParams, undoBody } from './inputs.ts';
import { parsed, parsedQuery } from './parsed.ts';

/** `POST /api/v1/buckets/{accountId}/{bucket}/fix`: the plan, or with `"dryRun": false` the applied fix. */
export function postFix(request: Request, params: BucketPath): Promise<Response> {
  return answer(request, 'fix', async (viewer) => {
    const place = parsed(bucketParams, params, 'The path');
    const { days, removeExpiredDeleteMarkers, dryRun, permissionSet, ...given } = await readBody(request, fixBody);
    const asked = { ...place, days, removeExpiredDeleteMarkers };
    const whose = { owner: connectionOwner(viewer), accountId: asked.accountId, permissionSet };
    if (dryRun) return json(await asWhom({ ...whose, needs: [] }, (as) => planFix(asked, as)));
    const { fingerprint = '', acceptActiveUploads: acceptActive } = given;
    const apply = { ...asked, fingerprint, acceptActive, actor: viewer.name };
    return json(fixJson(await asWhom({ ...whose, needs: fixActions }, (as) => applyFix({ ...apply, as }))));
  });
}

/** `GET /api/v1/fixes`: the log, newest first. */
export function getFixes(request: Request): Promise<Response> {
  return answer(request, 'look', async () => {
    const { account, ou, ...query } = parsedQuery(fixesQuery, request);
    const accountIds = await askedAccountIds({ account, ou });
    const { items, nextCursor } = await listFixes({ accountIds, ...query });
    return json({ items: items.map(fixJson), nextCursor });
  });
}

/** `GET /api/v1/fixes/{fixId}` */
export function getFix(request: Request, params: { fixId: string }): Promise<Response> {
  return answer(request, 'look', async () => {
    const { fixId } = parsed(fixParams, params, 'The path');
    const fix = await fixById(fixId);
    if (!fix) throw new AppError('notFound', `There is no fix ${fixId}.`, { fixId });
    return json(fixJson(fix));
  });
}

/** `POST /api/v1/fixes/{fixId}/undo` */
export function postUndo(request: Request, params: { fixId: string }): Promise<Response> {
  return answer(request, 'fix', async (viewer) => {
    const { fixId } = parsed(fixParams, params, 'The path');
    const { permissionSet } = await readBody(request, undoBody);
    const accountId = await accountOfFix(fixId);
    const whose = { owner: connectionOwner(viewer), accountId, permissionSet, needs: fixActions };
    return json(fixJson(await asWhom(whose, (as) => undoFix({ fixId, actor: viewer.name, as }))));
  });
}
