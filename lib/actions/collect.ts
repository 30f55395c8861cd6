'use server';

import { z } from 'zod';
import { requestCollect } from '#lib/collect/request.ts';
import { type ActionResult, actionResult } from './action-result.ts';

const scope = z.object({ accountId: z.string().min(1), bucket: z.string().min(1) }).optional();

/** Begins a collection of one bucket or of everything, or joins the one under way. */
export async function lookAgain(only?: {
  accountId: string;
  bucket: string;
}): Promise<ActionResult<{ runId: string }>> {
  return actionResult('collect', async (viewer) => {
    const bucket = scope.parse(only);
    const buckets = bucket ? [`${bucket.accountId}/${bucket.bucket}`] : [];
    const { runId } = await requestCollect({ buckets, trigger: 'page', actor: viewer.name });
    return { runId };
  });
}
