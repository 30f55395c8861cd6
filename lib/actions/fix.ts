'use server';

import { connectionOwner } from '#lib/auth/connection-owner.ts';
import { fixActions } from '#lib/fix/actions.ts';
import { applyFix } from '#lib/fix/apply.ts';
import { type Plan, planFix } from '#lib/fix/plan.ts';
import { accountOfFix, undoFix } from '#lib/fix/undo.ts';
import { asWhom } from '#lib/identity-center/as-whom.ts';
import type { FixView } from '#lib/store/fixes.ts';
import { type ActionResult, actionResult } from './action-result.ts';
import { type ApplyInput, applyInput, type PlanInput, planInput, type UndoInput, undoInput } from './fix-input.ts';

/** Reads the live rules and says what a fix would do; writes nothing. */
export async function planBucketFix(input: PlanInput): Promise<ActionResult<Plan>> {
  return actionResult('fix', async (viewer) => {
    const { permissionSet, ...request } = planInput.parse(input);
    const whose = { owner: connectionOwner(viewer), accountId: request.accountId, permissionSet, needs: [] };
    return asWhom(whose, (as) => planFix(request, as));
  });
}

/** Applies the plan with this fingerprint. */
export async function applyBucketFix(input: ApplyInput): Promise<ActionResult<FixView>> {
  return actionResult('fix', async (viewer) => {
    const { permissionSet, ...request } = applyInput.parse(input);
    const whose = { owner: connectionOwner(viewer), accountId: request.accountId, permissionSet, needs: fixActions };
    return asWhom(whose, (as) => applyFix({ ...request, actor: viewer.name, as }));
  });
}

/** Puts the rules back that were there before. */
export async function undoBucketFix(input: UndoInput): Promise<ActionResult<FixView>> {
  return actionResult('fix', async (viewer) => {
    const { fixId, permissionSet } = undoInput.parse(input);
    const accountId = await accountOfFix(fixId);
    const whose = { owner: connectionOwner(viewer), accountId, permissionSet, needs: fixActions };
    return asWhom(whose, (as) => undoFix({ fixId, actor: viewer.name, as }));
  });
}
