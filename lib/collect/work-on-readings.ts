import { setTimeout as sleep } from 'node:timers/promises';
import { reachableAccounts } from '#lib/aws/accounts.ts';
import type { SpendKind } from '#lib/spend/reading.ts';
import { accountsOfRun } from '#lib/store/accounts.ts';
import { LeaseLost } from '#lib/store/run-buckets.ts';
import { claimReading, finishReading, type ReadingWork, releaseReading } from '#lib/store/run-readings.ts';
import { runById } from '#lib/store/runs.ts';
import { isStopped } from './billing-budget.ts';
import type { SpendCollector } from './collector.ts';
import { spendCollectors } from './registry.ts';
import type { RunContext } from './run-context.ts';

const IDLE_MS = 250;

/**
 * Reads the kinds of money that a run asks for, one after another and beside its buckets, until none is left. Whatever
 * goes wrong with an account ends in its own state; a failing store throws.
 */
export async function workOnReadings(context: RunContext): Promise<void> {
  const { runId } = context.run;
  while (!context.stopping() && (await runById(runId))?.status === 'running') {
    const work = await claimReading({ runId, owner: context.owner });
    if (work === null) return;
    if (work === 'wait') await sleep(IDLE_MS);
    else await readKind(context, work);
  }
}

async function readKind(context: RunContext, work: ReadingWork): Promise<void> {
  try {
    const accounts = await accountsInOrder(context.run.runId);
    const readings = await collectorOf(work.kind).read({ run: context, accounts, now: context.now() });
    await finishReading({ work, readings, at: context.now() });
  } catch (error) {
    if (error instanceof LeaseLost) return;
    await releaseReading(work).catch(() => undefined);
    if (!isStopped(error)) throw error;
  }
}

/** The ambient account first: a management account tells of all its members. */
async function accountsInOrder(runId: string): Promise<string[]> {
  const inScope = await accountsOfRun(runId);
  const reachable = (await reachableAccounts()).map(({ accountId }) => accountId);
  return reachable.filter((accountId) => inScope.includes(accountId));
}

function collectorOf(kind: SpendKind): SpendCollector {
  const collector = spendCollectors.find((each) => each.kind === kind);
  if (!collector) throw new Error(`No collector reads ${kind}.`);
  return collector;
}
