import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { z } from 'zod';
import { env } from '#lib/env.ts';
import { awsNow } from '#lib/store/clock.ts';
import { isStoreAway } from '#lib/store/database-errors.ts';
import { dropOld } from '#lib/store/retention.ts';
import { LEASE_SECONDS, releaseLeases, renewLeases } from '#lib/store/run-buckets.ts';
import { failRun, openRun, type Run, runById } from '#lib/store/runs.ts';
import { nameAccounts } from './begin-run.ts';
import { planAccount } from './plan-account.ts';
import { ACCOUNT_QUEUE, openBoss, RUN_QUEUE, SCHEDULE_QUEUE } from './queue.ts';
import { requestCollect } from './request.ts';
import { requestUnread } from './request-unread.ts';
import { createRunContext, type RunContext } from './run-context.ts';
import { workOnRun } from './run-work.ts';

export type Worker = { stop(): Promise<void> };

export type WorkerOptions = {
  /** Names this worker in leases; unique by default. */
  owner?: string;
  /**
   * Called after each run that this worker worked on to its end: `published` when there is a new snapshot of buckets, `isOwn`
   * as oneself. A failure is told to `onError`.
   */
  afterRun?: (run: { runId: string; published: boolean; isOwn: boolean }) => Promise<void>;
  /** What the role that fixes is meant to be allowed, for the statements that a check of accounts hands out. */
  fixPolicy: RunContext['fixPolicy'];
  /** Told of what went wrong with our own store or code; the work is tried again. */
  onError?: (error: unknown) => void;
};

/** How soon a run is noticed whose job was lost with its worker. */
const SWEEP_MS = 1_500;
const RENEW_MS = (LEASE_SECONDS * 1000) / 4;
/** A run that fails so often in a row for a reason of ours, not the store's, is given up, and says so. */
const MOST_FAILURES = 4;
/** A queued run that no job took up by then is begun by the sweep. */
const QUEUED_PATIENCE_MS = 2_000;

const runJob = z.object({ runId: z.uuid() });
const accountJob = runJob.extend({ accountId: z.string() });

/**
 * Starts to collect in this process: on request, by COLLECT_CRON, and whatever a stopped or killed worker left
 * unfinished. Any number of workers may run.
 * @throws Error when the database does not answer
 */
export async function startWorker({
  owner,
  afterRun,
  fixPolicy,
  onError = console.error,
}: WorkerOptions): Promise<Worker> {
  const name = `${owner ?? hostname()} ${process.pid} ${randomUUID().slice(0, 8)}`;
  let stopping = false;
  let current: { runId: string; context: Promise<RunContext>; over: Promise<void> } | null = null;
  const firstSeen = new Map<string, number>();
  let failures: { runId: string; count: number; again: number } = { runId: '', count: 0, again: 0 };

  const failed = async (runId: string, error: unknown) => {
    onError(error);
    const count = failures.runId === runId ? failures.count + 1 : 1;
    failures = { runId, count, again: Date.now() + Math.min(30_000, SWEEP_MS * count) };
    if (isStoreAway(error) || count < MOST_FAILURES) return;
    const cause = error instanceof Error ? error.message : String(error);
    const problem = `This collection failed ${count} times and was given up: ${cause}. The former figures are shown.`;
    await failRun({ runId, problem, at: await awsNow() }).catch(onError);
  };

  const contextOf = (run: Run): Promise<RunContext> => {
    if (current?.runId === run.runId) return current.context;
    const context = createRunContext({ run, owner: name, stopping: () => stopping, fixPolicy });
    const over = context
      .then(workOnRun)
      .then(async (published) => {
        const { runId, own } = run;
        const isOver = published || (await runById(runId))?.status === 'failed';
        if (!isOver) return;
        await afterRun?.({ runId, published, isOwn: own !== null }).catch(onError);
        await dropOld({ now: await awsNow() });
      })
      // The run stays open and the sweep tries again, later each time.
      .catch((error: unknown) => failed(run.runId, error))
      .finally(() => {
        if (current?.runId === run.runId) current = null;
      });
    current = { runId: run.runId, context, over };
    return context;
  };

  const begin = async (run: Run) => {
    const accountIds = await nameAccounts(run);
    // What follows this run must not keep it from being worked on.
    await requestUnread({ run, accountIds }).catch(onError);
    const jobs = accountIds.map((accountId) => ({ data: { runId: run.runId, accountId } }));
    if (jobs.length > 0) await queue.insert(ACCOUNT_QUEUE, jobs);
  };

  const sweep = async () => {
    const run = await openRun();
    if (!run || stopping) return;
    if (run.runId === failures.runId && Date.now() < failures.again) return;
    if (run.status === 'running') return void (await contextOf(run));
    const seen = firstSeen.get(run.runId) ?? Date.now();
    firstSeen.set(run.runId, seen);
    if (Date.now() - seen >= QUEUED_PATIENCE_MS) await begin(run);
  };

  const queue = await openBoss({ works: true });
  await queue.work(RUN_QUEUE, async ([job]) => {
    const run = await runById(runJob.parse(job?.data).runId);
    if (run?.status === 'queued' && !stopping) await begin(run);
  });
  await queue.work(ACCOUNT_QUEUE, { localConcurrency: 8 }, async ([job]) => {
    const { runId, accountId } = accountJob.parse(job?.data);
    const run = await runById(runId);
    if (run?.status !== 'running' || stopping) return;
    await planAccount({ context: await contextOf(run), accountId });
  });
  await queue.work(SCHEDULE_QUEUE, async () => {
    await requestCollect({ trigger: 'schedule', actor: 'schedule' });
  });
  await queue.schedule(SCHEDULE_QUEUE, env().COLLECT_CRON, null, { tz: 'UTC' });

  const sweeping = every(SWEEP_MS, sweep, onError);
  const renewing = every(RENEW_MS, () => (current ? renewLeases(name) : Promise.resolve()), onError);
  return {
    async stop() {
      stopping = true;
      sweeping.stop();
      await current?.over;
      renewing.stop();
      await releaseLeases({ owner: name }).catch(() => undefined);
      await queue.stop({ graceful: true, timeout: 5_000 });
    },
  };
}

/** Calls `work` again and again, one at a time. */
function every(ms: number, work: () => Promise<void>, onError: (error: unknown) => void): { stop(): void } {
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    await work().catch(onError);
    busy = false;
  }, ms);
  return { stop: () => clearInterval(timer) };
}
