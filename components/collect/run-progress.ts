import { z } from 'zod';
import { formatCount } from '#lib/money/format.ts';
import { accountTasks, spendKinds } from '#lib/spend/reading.ts';

/** What `GET /api/v1/collect/{runId}` answers, as far as a page shows it. */
export const runProgressSchema = z.object({
  status: z.enum(['queued', 'running', 'completed', 'failed']),
  progress: z.object({ done: z.number(), total: z.number() }),
  /** What the run reads; what is of money is read once for all accounts, and is of no bucket. */
  kinds: z.array(z.object({ kind: z.string(), status: z.string() })).default([]),
  apiCalls: z.record(z.string(), z.number()),
  apiCostUsd: z.number(),
  /** Whose permission set made the calls; null: the roles of Straybytes. */
  own: z.object({ permissionSet: z.string(), awsUser: z.string().nullable() }).nullish(),
  problems: z.array(z.object({ accountId: z.string().nullish(), bucket: z.string().nullish(), problem: z.string() })),
});

export type RunProgress = z.infer<typeof runProgressSchema>;

export function callCount({ apiCalls }: { apiCalls: Record<string, number> }): number {
  return Object.values(apiCalls).reduce((sum, calls) => sum + calls, 0);
}

/** "12 of 140 buckets", and where they are read too "2 of 5 parts of the bill" and "guardrails". */
export function progressWords({ progress: { done, total }, kinds }: Pick<RunProgress, 'progress' | 'kinds'>): string {
  const money = kinds.filter(({ kind }) => spendKinds.some((known) => known === kind));
  const check = kinds.find(({ kind }) => kind === 'preflight');
  const guardrails = kinds.find(({ kind }) => kind === 'guardrails');
  const buckets = kinds.length === 0 || kinds.some(({ kind }) => !accountTasks.some((known) => known === kind));
  const read = money.filter(({ status }) => status === 'done').length;
  return [
    buckets && `${formatCount(done)} of ${formatCount(total)} buckets`,
    check && (check.status === 'done' ? 'accounts checked' : 'accounts to be checked'),
    money.length > 0 && `${read} of ${money.length} parts of the bill`,
    guardrails && (guardrails.status === 'done' ? 'guardrails read' : 'guardrails to be read'),
  ]
    .filter(Boolean)
    .join(' · ');
}
