import { setTimeout as sleep } from 'node:timers/promises';
import { reachableAccounts } from '#lib/aws/accounts.ts';
import type { AccountKind } from '#lib/spend/reading.ts';
import { accountsOfRun } from '#lib/store/accounts.ts';
import { knownAccounts } from '#lib/store/known-accounts.ts';
import { LeaseLost } from '#lib/store/run-buckets.ts';
import { claimReading, finishReading, type ReadingWork, releaseReading } from '#lib/store/run-readings.ts';
import { runById } from '#lib/store/runs.ts';
import { isStopped } from './billing-budget.ts';
import { checkAccounts } from './check-accounts.ts';
import type { SpendCollector } from './collector.ts';
import { accountCollectors } from './registry.ts';
import type { RunContext } from './run-context.ts';

const IDLE_MS = 250;

/**
 * Does what a run asks for of accounts (checks them, reads their money and their guardrails), one kind after another and
 * beside its buckets, until none is left. Whatever goes wrong with an account ends in its own state; a failing store throws.
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
    const readings =
      work.kind === 'preflight'
        ? await checkAccounts({ context, accounts })
        : await collectorOf(work.kind).read({ run: context, accounts, now: context.now() });
    await finishReading({ work, readings, at: context.now() });
  } catch (error) {
    if (error instanceof LeaseLost) return;
    await releaseReading(work).catch(() => undefined);
    if (!isStopped(error)) throw error;
  }
}

/** The ambient account first, then the one that manages the organization: it tells of all its members. */
async function accountsInOrder(runId: string): Promise<string[]> {
  const [inScope, reachable, known] = await Promise.all([accountsOfRun(runId), reachableAccounts(), knownAccounts()]);
  const [own, ...members] = reachable.map(({ accountId }) => accountId);
  const management = known.filter((account) => account.management).map(({ accountId }) => accountId);
  const order = new Set([...(own ? [own] : []), ...management, ...members, ...inScope]);
  return [...order].filter((accountId) => inScope.includes(accountId));
}

function collectorOf(kind: AccountKind): SpendCollector {
  const collector = accountCollectors.find((each) => each.kind === kind);
  if (!collector) throw new Error(`No collector reads ${kind}.`);
  return collector;
}
