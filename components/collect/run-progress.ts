import { z } from 'zod';

/** What `GET /api/v1/collect/{runId}` answers, as far as a page shows it. */
export const runProgressSchema = z.object({
  status: z.enum(['queued', 'running', 'completed', 'failed']),
  progress: z.object({ done: z.number(), total: z.number() }),
  apiCalls: z.record(z.string(), z.number()),
  apiCostUsd: z.number(),
  problems: z.array(z.object({ accountId: z.string().nullish(), bucket: z.string().nullish(), problem: z.string() })),
});

export type RunProgress = z.infer<typeof runProgressSchema>;

export function callCount({ apiCalls }: { apiCalls: Record<string, number> }): number {
  return Object.values(apiCalls).reduce((sum, calls) => sum + calls, 0);
}
