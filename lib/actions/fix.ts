'use server';

import { applyFix } from '#lib/fix/apply.ts';
import { type Plan, planFix } from '#lib/fix/plan.ts';
import { undoFix } from '#lib/fix/undo.ts';
import type { FixView } from '#lib/store/fixes.ts';
import { type ActionResult, actionResult } from './action-result.ts';
import { type ApplyInput, applyInput, type PlanInput, planInput, undoInput } from './fix-input.ts';

/** Reads the live rules and says what a fix would do; writes nothing. */
export async function planBucketFix(input: PlanInput): Promise<ActionResult<Plan>> {
  return actionResult('fix', async () => planFix(planInput.parse(input)));
}

/** Applies the plan with this fingerprint. */
export async function applyBucketFix(input: ApplyInput): Promise<ActionResult<FixView>> {
  return actionResult('fix', async (viewer) => applyFix({ ...applyInput.parse(input), actor: viewer.name }));
}

/** Puts the rules back that were there before. */
export async function undoBucketFix(input: { fixId: string }): Promise<ActionResult<FixView>> {
  return actionResult('fix', async (viewer) => undoFix({ ...undoInput.parse(input), actor: viewer.name }));
}
