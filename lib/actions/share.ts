'use server';

import type { z } from 'zod';
import { createShare, revokeShare } from '#lib/report/share.ts';
import { requireViewer } from '#lib/session.ts';
import { type ActionResult, actionResult } from './action-result.ts';
import { revokeInput, shareInput } from './share-input.ts';

/** Makes a link to one report. Its path is told this once. */
export async function shareReport(input: z.input<typeof shareInput>): Promise<ActionResult<{ path: string }>> {
  const viewer = await requireViewer();
  return actionResult(async () => {
    const { token } = await createShare({ ...shareInput.parse(input), actor: viewer.name });
    return { path: `/shared/${token}` };
  });
}

export async function revokeReportShare(input: z.input<typeof revokeInput>): Promise<ActionResult<null>> {
  const viewer = await requireViewer();
  return actionResult(async () => {
    await revokeShare({ ...revokeInput.parse(input), actor: viewer.name });
    return null;
  });
}
