'use server';

import type { z } from 'zod';
import { connectionOwner } from '#lib/auth/connection-owner.ts';
import { budgetActions } from '#lib/fix/actions.ts';
import { type AppliedStarter, applyStarterBudget } from '#lib/fix/starter-budget-apply.ts';
import { planStarterBudget, type StarterPlan } from '#lib/fix/starter-budget-plan.ts';
import { accountOfStarter, undoStarterBudget } from '#lib/fix/starter-budget-undo.ts';
import { asWhom } from '#lib/identity-center/as-whom.ts';
import type { StarterInput } from '#lib/spend/starter-budget.ts';
import { type ActionResult, actionResult } from './action-result.ts';
import { starterInput, undoStarterInput } from './starter-budget-input.ts';

type Input = StarterInput & { permissionSet?: string | undefined };

/** Says whether AWS has a budget of this name, and what would be sent; writes nothing. */
export async function planStarter(input: Input): Promise<ActionResult<StarterPlan>> {
  return actionResult('budget', async (viewer) => {
    const { permissionSet, ...request } = starterInput.parse(input);
    const whose = { owner: connectionOwner(viewer), accountId: request.accountId, permissionSet, needs: [] };
    return asWhom(whose, (as) => planStarterBudget(request, as));
  });
}

/** Creates the budget, unless an equal one is there. */
export async function applyStarter(input: Input): Promise<ActionResult<AppliedStarter>> {
  return actionResult('budget', async (viewer) => {
    const { permissionSet, ...request } = starterInput.parse(input);
    const whose = { owner: connectionOwner(viewer), accountId: request.accountId, permissionSet, needs: budgetActions };
    return asWhom(whose, (as) => applyStarterBudget({ ...request, actor: viewer.name, as }));
  });
}

/** Deletes a budget that was created here, unless somebody changed it. */
export async function undoStarter(
  input: z.input<typeof undoStarterInput>,
): Promise<ActionResult<{ runId: string | null }>> {
  return actionResult('budget', async (viewer) => {
    const { starterId, permissionSet } = undoStarterInput.parse(input);
    const accountId = await accountOfStarter(starterId);
    const whose = { owner: connectionOwner(viewer), accountId, permissionSet, needs: budgetActions };
    const { runId } = await asWhom(whose, (as) => undoStarterBudget({ starterId, actor: viewer.name, as }));
    return { runId };
  });
}
