import { z } from 'zod';
import type { AwsTarget } from '#lib/aws/target.ts';
import { requestsUsd } from '#lib/spend/cost-requests.ts';
import type { ReadingState, SpendReading } from '#lib/spend/reading.ts';
import { otherRequests } from '#lib/spend/spend-plan.ts';
import { costsOfRun } from '#lib/store/run-readings.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { requireLeft } from './billing-budget.ts';
import { organizationMembers } from './organization-members.ts';
import { type Read, type ReadingContext, readingOf } from './reading-context.ts';

/** What the reading of an account's costs keeps beside the costs themselves. */
export const costsReadingSchema = z.object({ linkedAccounts: z.array(z.string()), requests: z.number().int() });

/** Where the costs were answered so a moment ago every other question is, and paid for. */
const telling: ReadingState[] = ['notEnabled', 'noData', 'unsupported', 'failed'];
const covering: ReadingState[] = ['ok', 'throttled', 'budget', 'failed', 'noData'];

/** Reads a kind of every account that no other one covers, one after another. */
export async function readUncovered({
  context,
  kind,
  read,
}: {
  context: ReadingContext;
  kind: keyof typeof otherRequests;
  read: (target: AwsTarget) => Promise<Read>;
}): Promise<SpendReading[]> {
  const readings: SpendReading[] = [];
  const usd = requestsUsd({ requests: otherRequests[kind] });
  const paid = async (target: AwsTarget) => {
    await requireLeft({ at: context.run.now(), usd, what: `the ${kind} of account ${target.accountId}` });
    return read(target);
  };
  for (const { accountId, costs } of await uncoveredAccounts(context)) {
    const target = context.run.billing(accountId, 'Cost Explorer');
    if (costs && telling.includes(costs.state))
      readings.push({ ...costs, kind, dataAt: null, currency: null, data: null });
    else readings.push(await readingOf({ context, kind, accountId, read: () => paid(target) }));
  }
  return readings;
}

/**
 * The accounts whose Cost Explorer must be asked, so that each one is seen once: the first, and those that no Cost
 * Explorer asked before it covers. What this run was told of their costs goes with them; null where it did not ask.
 */
async function uncoveredAccounts(
  context: ReadingContext,
): Promise<{ accountId: string; costs: SpendReading | null }[]> {
  const former = await formerCosts();
  const membersOf = await organizationMembers();
  const own = new Map((await costsOfRun(context.run.run.runId))?.map((reading) => [reading.accountId, reading]));
  const covered = new Set<string>();
  return context.accounts.flatMap((accountId) => {
    if (covered.has(accountId)) return [];
    const before = former.get(accountId);
    const costs = own.get(accountId) ?? null;
    const linked = [...linkedBy(costs ?? before, before), ...membersOf(costs ?? before)];
    for (const account of linked) covered.add(account);
    return [{ accountId, costs }];
  });
}

/**
 * The accounts that a reading of costs covers. One that failed in passing covers what it did before; a refused one covers
 * none, so that each account is asked itself.
 */
export function linkedBy(costs: SpendReading | undefined, before: SpendReading | undefined): string[] {
  if (!costs || !covering.includes(costs.state)) return [];
  const read = costsReadingSchema.safeParse(costs.data ?? before?.data);
  return read.success ? read.data.linkedAccounts : [];
}

/** The readings of costs in the newest snapshot, by account. */
export async function formerCosts(): Promise<Map<string, SpendReading>> {
  const latest = await latestSpendSnapshot();
  const readings = latest ? await spendReadings({ snapshotId: latest.snapshotId, kind: 'costs' }) : [];
  return new Map(readings.map((reading) => [reading.accountId, reading]));
}
