import { z } from 'zod';
import type { AwsTarget } from '#lib/aws/target.ts';
import type { SpendKind, SpendReading } from '#lib/spend/reading.ts';
import { costsOfRun } from '#lib/store/run-readings.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { type Read, type ReadingContext, readingOf } from './reading-context.ts';

/** What the reading of an account's costs keeps beside the costs themselves. */
export const costsReadingSchema = z.object({ linkedAccounts: z.array(z.string()), requests: z.number().int() });

/**
 * The accounts whose Cost Explorer must be asked, so that each one is seen once: the first, and those that no Cost
 * Explorer asked before it covers. What their costs said goes with them; null where it is not known.
 */
async function uncoveredAccounts(
  context: ReadingContext,
): Promise<{ accountId: string; costs: SpendReading | null }[]> {
  const costs = new Map((await knownCosts(context)).map((reading) => [reading.accountId, reading]));
  const covered = new Set<string>();
  return context.accounts.flatMap((accountId) => {
    const own = costs.get(accountId) ?? null;
    if (covered.has(accountId)) return [];
    for (const linked of linkedBy(own)) covered.add(linked);
    return [{ accountId, costs: own }];
  });
}

/** Reads a kind of every account that no other one covers, one after another. */
export async function readUncovered({
  context,
  kind,
  read,
}: {
  context: ReadingContext;
  kind: SpendKind;
  read: (target: AwsTarget) => Promise<Read>;
}): Promise<SpendReading[]> {
  const readings: SpendReading[] = [];
  for (const { accountId, costs } of await uncoveredAccounts(context)) {
    const target = context.run.billing(accountId, 'Cost Explorer');
    // Where Cost Explorer is not enabled every other question is answered so, and paid for.
    if (costs?.state === 'notEnabled') readings.push({ ...costs, kind, dataAt: null, currency: null, data: null });
    else readings.push(await readingOf({ context, kind, accountId, read: () => read(target) }));
  }
  return readings;
}

/** The accounts that a reading of costs covers; none where it could not be read. */
export function linkedBy(costs: SpendReading | null): string[] {
  if (costs?.state !== 'ok') return [];
  const read = costsReadingSchema.safeParse(costs.data);
  return read.success ? read.data.linkedAccounts : [];
}

/** Of this run, of others as they were known before. */
async function knownCosts({ run }: ReadingContext): Promise<SpendReading[]> {
  const [latest, own] = await Promise.all([latestSpendSnapshot(), costsOfRun(run.run.runId)]);
  const former = latest ? await spendReadings({ snapshotId: latest.snapshotId, kind: 'costs' }) : [];
  return [...former, ...(own ?? [])];
}
