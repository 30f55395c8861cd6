import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { bucketKinds, type CollectKind } from '#lib/collect/kinds.ts';
import { collectProgress, type Progress } from '#lib/collect/progress.ts';
import { boss } from '#lib/collect/queue.ts';
import { requestCollect } from '#lib/collect/request.ts';
import { database } from '#lib/store/database.ts';
import type { Program } from './program.ts';
import { unequal } from './truth.ts';
import { usageSchema } from './usage.ts';

/** One collection as measured from the request to the published snapshot. */
export type Collection = {
  title: string;
  calls: number;
  listParts: number;
  wallMs: number;
  /** calls × latency ÷ calls in flight: no program can be faster. */
  boundMs: number;
  /** Of the worker; of the simulated AWS. */
  cpuSeconds: number;
  serverCpuSeconds: number;
  /** Of the worker, in bytes. */
  peakRss: number;
  costUsd: number;
  /** What was told and is not so. */
  differences: string[];
  target?: Target | undefined;
};

/** What a figure of a collection should be at most. */
export type Target = { of: (collection: Collection) => number; target: number; unit: string };

const POLL_MS = 25;
const countsSchema = z.record(z.string(), z.number());

/** Collects everything once. Also compares the calls that were counted with those that the simulated AWS saw. */
export async function measureCollection({
  title,
  aws,
  worker,
  concurrency,
  latencyMs,
  kinds = bucketKinds,
  isWhole = true,
}: {
  title: string;
  aws: Program;
  worker: Program;
  concurrency: number;
  latencyMs: number;
  kinds?: readonly CollectKind[];
  /** Everything can be read: a collection that says otherwise is wrong. */
  isWhole?: boolean;
}): Promise<Collection> {
  await boss();
  const seenBefore = await aws.ask('requests', countsSchema);
  const [workerBefore, awsBefore] = [await worker.ask('usage', usageSchema), await aws.ask('usage', usageSchema)];
  const begun = performance.now();
  const { runId } = await requestCollect({ kinds: [...kinds], trigger: 'api', actor: 'bench' });
  await ended(runId);
  const wallMs = performance.now() - begun;
  const [usage, awsUsage] = [await worker.ask('usage', usageSchema), await aws.ask('usage', usageSchema)];
  const seen = await aws.ask('requests', countsSchema);
  const run = await collectProgress(runId);
  const apiCalls = run?.apiCalls ?? {};
  const calls = Object.values(apiCalls).reduce((sum, count) => sum + count, 0);
  return {
    title,
    calls,
    listParts: apiCalls.ListParts ?? 0,
    wallMs,
    boundMs: (calls * latencyMs) / concurrency,
    cpuSeconds: usage.cpuSeconds - workerBefore.cpuSeconds,
    serverCpuSeconds: awsUsage.cpuSeconds - awsBefore.cpuSeconds,
    peakRss: usage.peakRss,
    costUsd: run?.apiCostUsd ?? 0,
    differences: [...(isWhole ? untold(run) : []), ...callDifferences({ apiCalls, seen, seenBefore, isWhole })],
  };
}

async function ended(runId: string): Promise<void> {
  for (;;) {
    const { rows } = await database().pool.query<{ open: boolean }>(
      `SELECT status IN ('queued', 'running') AS open FROM collect_run WHERE id = $1`,
      [runId],
    );
    if (!rows[0]?.open) return;
    await sleep(POLL_MS);
  }
}

function untold(run: Progress | null): string[] {
  if (run?.status === 'completed' && !run.partial && run.problems.length === 0) return [];
  const problems = run?.problems.map(({ problem }) => problem).slice(0, 3) ?? [];
  return [`the collection ended as ${run?.status}${run?.partial ? ', partial' : ''}: ${problems.join(' ')}`];
}

/** Every call must have been counted, but for those of STS. */
function callDifferences({
  apiCalls,
  seen,
  seenBefore,
  isWhole,
}: {
  apiCalls: Record<string, number>;
  seen: Record<string, number>;
  seenBefore: Record<string, number>;
  isWhole: boolean;
}): string[] {
  return Object.entries(seen)
    .filter(([operation]) => operation !== 'GetCallerIdentity' && operation !== 'AssumeRole')
    .flatMap(([operation, count]) => {
      const [there, told] = [count - (seenBefore[operation] ?? 0), apiCalls[operation] ?? 0];
      // What is never answered is counted here and not there.
      return !isWhole && told > there ? [] : unequal(`calls of ${operation}`, there, told);
    });
}
