'use server';

import { headers } from 'next/headers';
import type { z } from 'zod';
import { createShare, revokeShare, shareUrl } from '#lib/report/share.ts';
import { type ActionResult, actionResult } from './action-result.ts';
import { revokeInput, shareInput } from './share-input.ts';

/** Makes a link to one report. Its address is told this once: of PUBLIC_URL, or of the server that the page is from. */
export async function shareReport(input: z.input<typeof shareInput>): Promise<ActionResult<{ url: string }>> {
  return actionResult('share', async (viewer) => {
    const { token } = await createShare({ ...shareInput.parse(input), actor: viewer.name });
    return { url: shareUrl(token, `http://${(await headers()).get('host') ?? 'localhost'}`) };
  });
}

export async function revokeReportShare(input: z.input<typeof revokeInput>): Promise<ActionResult<null>> {
  return actionResult('share', async (viewer) => {
    await revokeShare({ ...revokeInput.parse(input), actor: viewer.name });
    return null;
  });
}
