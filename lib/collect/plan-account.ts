import { listBuckets } from '#lib/aws/list-buckets.ts';
import { AppError } from '#lib/errors.ts';
import {
  failAccount,
  type ListedBucketRow,
  planAlone,
  recordKnownBuckets,
  recordListing,
} from '#lib/store/accounts.ts';
import { stopRunByBudget } from '#lib/store/runs.ts';
import { isBudgetReached } from './budget.ts';
import { learnAllowed, learnDenied, learnReached } from './learn.ts';
import { toldOfOwn } from './own-look.ts';
import type { RunContext } from './run-context.ts';

/**
 * Lists an account's buckets and puts those in scope to work; an account that cannot be listed says why, and
 * has no figure of now, but stays as it was where a person could not list it. Does nothing when somebody else is at it.
 */
export async function planAccount({ context, accountId }: { context: RunContext; accountId: string }): Promise<void> {
  const { run, owner, own } = context;
  const plan = { run, accountId, owner };
  await planAlone(plan, async () => {
    if (await recordKnownBuckets(plan)) return;
    const { gate, target } = context.place(accountId, '');
    try {
      const buckets = await gate.run(async () => {
        const listed: ListedBucketRow[] = [];
        for await (const bucket of listBuckets({ target })) listed.push(bucket);
        return listed;
      });
      await context.syncClock();
      await recordListing({ plan, buckets, at: context.now() });
      await learnReached({ context, accountId });
      await learnAllowed({ context, accountId });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await learnDenied({ context, accountId, kind: 'listing', error });
      const byBudget = isBudgetReached(error);
      if (byBudget) await stopRunByBudget(run.runId);
      if (own) await failAccount({ plan, problem: toldOfOwn(own.owner, error.message), unread: 'tellRun' });
      else await failAccount({ plan, problem: error.message, unread: byBudget ? 'tellBuckets' : unreadBy(error) });
    }
  });
}

/** Credentials that have expired refuse nothing, but a role that may not be assumed does. */
function unreadBy({ code, details: { reason, awsCode } }: AppError): 'denied' | 'notScanned' {
  const isRefused = code === 'denied' && (reason !== 'credentials' || /AccessDenied/.test(awsCode ?? ''));
  return isRefused ? 'denied' : 'notScanned';
}
