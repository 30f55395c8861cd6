import { accountTasks } from '#lib/spend/reading.ts';
import { followUpScope } from '#lib/store/run-request.ts';
import { type RunView, runView } from '#lib/store/runs.ts';
import { type CollectKind, collectKinds } from './kinds.ts';
import { toldOnce } from './told-once.ts';

/**
 * One kind of a run; `failed`: the run ended without it. `problem`: why some account's money could not be read; buckets tell
 * theirs in `problems`.
 */
export type KindProgress = { kind: CollectKind; status: 'pending' | 'done' | 'failed'; problem: string | null };

export type Progress = {
  runId: string;
  status: RunView['status'];
  /** Buckets read, of the buckets known so far to be in scope; kinds where the run asks for money only. */
  progress: { done: number; total: number };
  kinds: KindProgress[];
  /** Calls by operation, retries included. */
  apiCalls: Record<string, number>;
  apiCostUsd: number;
  problems: { accountId: string; bucket: string | null; problem: string }[];
  partial: boolean;
  stoppedBy: 'budget' | null;
  /** With whose permission set, and who that is in the directory where AWS told; null: with Straybytes' own roles. */
  own: { permissionSet: string; awsUser: string | null } | null;
};

/** Where a run stands; null when there is no such run. */
export async function collectProgress(runId: string): Promise<Progress | null> {
  const view = await runView(runId);
  if (!view) return notBegun(runId);
  const { status, apiCalls, apiCostUsd, partial, stoppedBy } = view;
  const kinds = kindsOf(view);
  const isAccountsOnly = kinds.length > 0 && kinds.every(({ kind }) => isOfAccounts(kind));
  const progress = isAccountsOnly
    ? { done: kinds.filter((kind) => kind.status === 'done').length, total: kinds.length }
    : { done: view.done, total: view.total };
  // A run that looks at buckets tells of money under its kinds, where whoever only knows buckets does not look.
  const ofAccounts = isAccountsOnly ? toldOnce(view.readings) : [];
  const problems = [...view.problems, ...ofAccounts.map((told) => ({ ...told, bucket: null }))];
  // Sums of binary fractions: no call costs less than a ten-millionth.
  const usd = Number(apiCostUsd.toFixed(8));
  const own = view.own && { permissionSet: view.own.permissionSet, awsUser: view.own.awsUser };
  return { runId, status, progress, kinds, apiCalls, apiCostUsd: usd, problems, partial, stoppedBy, own };
}

/** Of a run that follows the open one: queued, with nothing done. */
async function notBegun(runId: string): Promise<Progress | null> {
  const scope = await followUpScope(runId);
  if (!scope) return null;
  const kinds = collectKinds.filter((kind) => scope.kinds.includes(kind));
  return {
    runId,
    status: 'queued',
    progress: { done: 0, total: 0 },
    kinds: kinds.map((kind) => ({ kind, status: 'pending', problem: null })),
    apiCalls: {},
    apiCostUsd: 0,
    problems: [],
    partial: false,
    stoppedBy: null,
    own: null,
  };
}

function kindsOf({ kinds, status, done, total, readings }: RunView): KindProgress[] {
  const open = status === 'failed' ? 'failed' : 'pending';
  const isRead = status === 'completed' || (status === 'running' && total > 0 && done === total);
  const buckets = isRead ? 'done' : open;
  return collectKinds
    .filter((kind) => kinds.includes(kind))
    .map((kind) => {
      const reading = readings.find((each) => each.kind === kind);
      if (reading)
        return {
          kind,
          status: reading.status === 'done' ? 'done' : open,
          problem: reading.problems[0]?.problem ?? null,
        };
      return { kind, status: isOfAccounts(kind) && status !== 'completed' ? open : buckets, problem: null };
    });
}

function isOfAccounts(kind: CollectKind): boolean {
  return accountTasks.some((each) => each === kind);
}
