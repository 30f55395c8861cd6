import pLimit from 'p-limit';
import { env } from '#lib/env.ts';
import { pendingAccounts } from '#lib/store/accounts.ts';
import {
  type BucketWork,
  claimBuckets,
  LeaseLost,
  releaseLeases,
  remainingWork,
  skipRemaining,
} from '#lib/store/run-buckets.ts';
import { type Run, runById } from '#lib/store/runs.ts';
import { publishRun } from '#lib/store/snapshots.ts';
import { collectBucket } from './collect-bucket.ts';
import { toldOfOwn } from './own-look.ts';
import { planAccount } from './plan-account.ts';
import type { RunContext } from './run-context.ts';
import { workOnReadings } from './work-on-readings.ts';

const IDLE_MS = 100;
/** A little patience gathers several free places for one claim. */
const GATHER_MS = 10;
const FLUSH_MS = 500;
/** An account that nobody planned for so long lost its job with its worker. */
const ORPHANED_MS = 5_000;
const ORPHANS_AT_ONCE = 4;
/** Buckets at once: enough to keep the wire full when most of them take two short calls. */
const BUCKETS_PER_CALL_IN_FLIGHT = 1.25;
/**
 * Buckets that are listed at once in the beginning; each one that is done makes room for two. All at once would share
 * what there is, and all come late to their sizes, which are most of the work.
 */
const FIRST_LISTINGS = 16;

/**
 * Works on a run until it is over: claims buckets as they become known, reads them side by side, and what it asks for of
 * money beside them, and publishes when nothing is left. Several workers do this at once; each bucket is one's at a time.
 * @returns whether this call published the run
 */
export async function workOnRun(context: RunContext): Promise<boolean> {
  const { runId } = context.run;
  const most = Math.ceil(env().SCAN_CONCURRENCY * BUCKETS_PER_CALL_IN_FLIGHT);
  const busy = new Map<number, Promise<void>>();
  const listings = new Set<number>();
  let mostListings = FIRST_LISTINGS;
  const begun = Date.now();
  let failure: unknown = null;
  let wake: () => void = () => undefined;
  const flushing = setInterval(() => void context.counter.flush().catch(() => undefined), FLUSH_MS);
  const listed = ({ bucketId }: BucketWork) => {
    if (!listings.delete(bucketId)) return;
    mostListings += 1;
    wake();
  };
  const start = (work: BucketWork) => {
    listings.add(work.bucketId);
    const done = collectBucket({ context, work, listed })
      .then(() => undefined)
      .catch((error: unknown) => {
        if (!(error instanceof LeaseLost)) failure = error;
      })
      .finally(() => {
        busy.delete(work.bucketId);
        listed(work);
        wake();
      });
    busy.set(work.bucketId, done);
  };
  const readings = workOnReadings(context).catch((error: unknown) => {
    failure = error;
  });
  try {
    for (;;) {
      if (failure !== null) throw failure;
      const run = await runById(runId);
      if (run?.status !== 'running' || context.stopping()) break;
      await skipWhatCannotBe(context, run);
      const free = Math.min(most - busy.size, mostListings - listings.size);
      const claimed = free > 0 ? await claimBuckets({ runId, owner: context.owner, limit: free }) : [];
      claimed.forEach(start);
      if (claimed.length === free && free > 0) continue;
      if (busy.size === 0 && claimed.length === 0) {
        if (await finished(context)) return true;
        if (Date.now() - begun > ORPHANED_MS) await planOrphans(context);
      }
      if (free > 0) {
        // Nobody has more for now: worth another look after a while, or when our own is done.
        await Promise.race([sleep(IDLE_MS), ...(busy.size > 0 ? [Promise.all(busy.values())] : [])]);
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      await sleep(GATHER_MS);
    }
    return false;
  } finally {
    clearInterval(flushing);
    await Promise.allSettled([readings, ...busy.values()]);
    await context.counter.flush().catch(() => undefined);
    await context.budget.close().catch(() => undefined);
    await releaseLeases({ owner: context.owner }).catch(() => undefined);
  }
}

/** Ends what is left once the day's ceiling is reached, or the session of who looks as themself has ended. */
async function skipWhatCannotBe({ own, now }: RunContext, { runId, stoppedBy }: Run): Promise<void> {
  const ended = (await own?.ended()) ?? null;
  if (stoppedBy !== 'budget' && ended === null) return;
  const problem = ended?.message ?? budgetProblem();
  const told = own
    ? { problem: toldOfOwn(own.owner, problem), measurement: null }
    : { problem, measurement: 'notScanned' as const };
  await skipRemaining({ runId, at: now(), ...told });
}

async function finished(context: RunContext): Promise<boolean> {
  const { runId } = context.run;
  const { accounts, buckets, readings } = await remainingWork(runId);
  if (accounts > 0 || buckets > 0 || readings > 0) return false;
  await context.counter.flush();
  await context.budget.close();
  await context.syncClock();
  return publishRun({ runId, at: context.now() });
}

async function planOrphans(context: RunContext): Promise<void> {
  const accounts = await pendingAccounts(context.run.runId);
  const limit = pLimit(ORPHANS_AT_ONCE);
  await Promise.all(accounts.map((accountId) => limit(() => planAccount({ context, accountId }))));
}

function budgetProblem(): string {
  return 'Not read in this collection: the daily budget for our own AWS calls was used up. The former figures are shown.';
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
