import { type RunView, runView } from '#lib/store/runs.ts';

export type Progress = {
  runId: string;
  status: RunView['status'];
  /** Buckets read, of the buckets known so far to be in scope. */
  progress: { done: number; total: number };
  /** Calls by operation, retries included. */
  apiCalls: Record<string, number>;
  apiCostUsd: number;
  problems: { accountId: string; bucket: string | null; problem: string }[];
  partial: boolean;
  stoppedBy: 'budget' | null;
};

/** Where a run stands; null when there is no such run. */
export async function collectProgress(runId: string): Promise<Progress | null> {
  const view = await runView(runId);
  if (!view) return null;
  const { status, done, total, apiCalls, apiCostUsd, problems, partial, stoppedBy } = view;
  return { runId, status, progress: { done, total }, apiCalls, apiCostUsd, problems, partial, stoppedBy };
}
