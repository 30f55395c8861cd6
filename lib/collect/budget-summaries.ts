import { describeBudgets } from '#lib/aws/describe-budgets.ts';
import { AppError } from '#lib/errors.ts';
import type { PartValue } from '#lib/guardrails/inventory.ts';
import { type Budget, budgetsSchema } from '#lib/spend/budget.ts';
import { budgetsOf } from '#lib/spend/missing-budgets.ts';
import type { SpendReading } from '#lib/spend/reading.ts';
import { readingsOfRun } from '#lib/store/run-readings.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import type { ReadingContext } from './reading-context.ts';

/**
 * The budgets of an account, and those of other accounts that are narrowed to it, as guardrails see them. What this run
 * has read of budgets is not asked again; of the other accounts' that it has not read the last reading counts.
 */
export async function createBudgetSummaries(
  context: ReadingContext,
): Promise<(accountId: string) => Promise<PartValue<'budgets'>>> {
  const readings = await readingsOfRun({ runId: context.run.run.runId, kind: 'budgets' });
  const read = new Map(readings?.map((reading) => [reading.accountId, reading]));
  const former = (await lastReadings()).filter(({ accountId }) => !isRead(read.get(accountId)));
  const narrowed = [...(readings ?? []).filter(isRead), ...former].flatMap((reading) =>
    (budgetsOf(reading) ?? []).map((budget) => ({ ownerId: reading.accountId, budget })),
  );
  return async (accountId) => {
    const reading = read.get(accountId);
    const own = reading ? budgetsIn(reading) : await describeBudgets(context.run.billing(accountId, 'AWS Budgets'));
    const fromOthers = narrowed
      .filter(({ ownerId, budget }) => ownerId !== accountId && budget.linkedAccounts?.includes(accountId))
      .map(({ budget }) => budget);
    if (own === null && fromOthers.length === 0) throw unread(reading);
    return [...(own ?? []), ...fromOthers].map(summaryOf);
  };
}

async function lastReadings(): Promise<SpendReading[]> {
  const snapshot = await latestSpendSnapshot();
  return snapshot ? spendReadings({ snapshotId: snapshot.snapshotId, kind: 'budgets' }) : [];
}

function isRead(reading: SpendReading | undefined): boolean {
  return reading !== undefined && budgetsIn(reading) !== null;
}

/** Null: they could not be read. */
function budgetsIn({ state, data }: SpendReading): Budget[] | null {
  if (state !== 'ok' && state !== 'none') return null;
  const parsed = budgetsSchema.safeParse(data);
  return parsed.success ? parsed.data.budgets : null;
}

/** Not as a denial: the reading of budgets has told of it. */
function unread(reading: SpendReading | undefined): AppError {
  return new AppError('failed', reading?.problem ?? 'Its budgets could not be read.');
}

function summaryOf({ name, type, notifications, end, filter }: Budget): PartValue<'budgets'>[number] {
  const lists = notifications?.map(({ subscribers }) => subscribers) ?? null;
  const told = new Set(lists?.flatMap((list) => list ?? []).map(({ type: by, address }) => `${by} ${address}`));
  const isKnown = lists !== null && (told.size > 0 || lists.every((list) => list !== null));
  return { name, type, tells: isKnown ? told.size : null, endsAt: end, filter };
}
