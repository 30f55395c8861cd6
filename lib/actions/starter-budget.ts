'use server';

import { type AppliedStarter, applyStarterBudget } from '#lib/fix/starter-budget-apply.ts';
import { planStarterBudget, type StarterPlan } from '#lib/fix/starter-budget-plan.ts';
import { undoStarterBudget } from '#lib/fix/starter-budget-undo.ts';
import type { StarterInput } from '#lib/spend/starter-budget.ts';
import { type ActionResult, actionResult } from './action-result.ts';
import { starterInput, undoStarterInput } from './starter-budget-input.ts';

/** Says whether AWS has a budget of this name, and what would be sent; writes nothing. */
export async function planStarter(input: StarterInput): Promise<ActionResult<StarterPlan>> {
  return actionResult('budget', async () => planStarterBudget(starterInput.parse(input)));
}

/** Creates the budget, unless an equal one is there. */
export async function applyStarter(input: StarterInput): Promise<ActionResult<AppliedStarter>> {
  return actionResult('budget', async (viewer) =>
    applyStarterBudget({ ...starterInput.parse(input), actor: viewer.name }),
  );
}

/** Deletes a budget that was created here, unless somebody changed it. */
export async function undoStarter(input: { starterId: string }): Promise<ActionResult<{ runId: string | null }>> {
  return actionResult('budget', async (viewer) => {
    const { runId } = await undoStarterBudget({ ...undoStarterInput.parse(input), actor: viewer.name });
    return { runId };
  });
}
