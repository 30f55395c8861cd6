'use server';

import { planUploads } from '#lib/fix/plan-uploads.ts';
import type { IncompleteUpload } from '#lib/waste/upload.ts';
import { type ActionResult, actionResult } from './action-result.ts';
import { type PlanInput, planInput } from './fix-input.ts';

const SHOWN = 25;

/** The oldest uploads that a planned rule would abort by the next midnight and that no rule aborts so far. */
export async function uploadsThatGo(
  input: PlanInput,
): Promise<ActionResult<{ uploads: IncompleteUpload[]; now: Date }>> {
  return actionResult('fix', async () => planUploads({ ...planInput.parse(input), limit: SHOWN }));
}
