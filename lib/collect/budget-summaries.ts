import { describeBudgets } from '#lib/aws/describe-budgets.ts';
import { AppError } from '#lib/errors.ts';
import { actionOf, type PartValue } from '#lib/guardrails/inventory.ts';
import { ofLookedAt } from '#lib/guardrails/looked-at.ts';
import type { Blind } from '#lib/guardrails/part.ts';
import type { Budget } from '#lib/spend/budget.ts';
import { isBudgetOf, partCounted } from '#lib/spend/budget-of-account.ts';
import { BUDGETS_UNREAD, budgetsRead } from '#lib/spend/budgets-read.ts';
import { budgetsOf } from '#lib/spend/missing-budgets.ts';
import type { SpendReading } from '#lib/spend/reading.ts';
import { type UnreadPayer, unreadPayer, unreadPayerWords } from '#lib/spend/unread-payer.ts';
import { knownAccounts } from '#lib/store/known-accounts.ts';
import { knownDenier } from '#lib/store/known-denial.ts';
import { readingsOfRun } from '#lib/store/run-readings.ts';
import { latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import { blindOf } from './blind-part.ts';
import { learnDenied } from './learn.ts';
import type { ReadingContext } from './reading-context.ts';

/**
 * The budgets of an account, and those of other accounts that are narrowed to it, as guardrails see them. What this run
 * has read of budgets is not asked again; of the other accounts' that it has not read the last reading counts.
 */
export async function createBudgetSummaries(
  context: ReadingContext,
): Promise<(accountId: string) => Promise<PartValue<'budgets'>>> {
  const [readings, stored, accounts] = await Promise.all([
    readingsOfRun({ runId: context.run.run.runId, kind: 'budgets' }),
    lastReadings(),
    knownAccounts(),
  ]);
  const last = ofLookedAt(stored, accounts);
  const read = new Map(readings?.map((reading) => [reading.accountId, reading]));
  const former = last.filter(({ accountId }) => !isRead(read.get(accountId)));
  const narrowed = [...(readings ?? []).filter(isRead), ...former].flatMap((reading) =>
    (budgetsOf(reading) ?? []).map((budget) => ({ ownerId: reading.accountId, budget })),
  );
  const elsewhere = (accountId: string) =>
    narrowed.filter((each) => each.ownerId !== accountId && isBudgetOf(accountId, each)).map(({ budget }) => budget);
  const payer = unreadPayer({ accounts, readings: [...(readings ?? []), ...last] });
  const payerUnread = payer && (await blindOfPayer(payer));
  return async (accountId) => {
    const reading = read.get(accountId);
    const others = elsewhere(accountId).map(summaryOf);
    const own = await ownBudgets({ context, accountId, reading });
    if (own instanceof AppError) {
      if (others.length === 0) throw own;
      return { known: others, unread: blindOf('budgets', own) };
    }
    const kept = own.filter((budget) => isBudgetOf(accountId, { ownerId: accountId, budget }));
    return { known: [...kept.map(summaryOf), ...others], unread: payer?.members.has(accountId) ? payerUnread : null };
  };
}

/** Or why they cannot be read. */
async function ownBudgets({
  context,
  accountId,
  reading,
}: {
  context: ReadingContext;
  accountId: string;
  reading: SpendReading | undefined;
}): Promise<Budget[] | AppError> {
  if (reading) return budgetsRead(reading) ?? unread(reading);
  try {
    return await describeBudgets(context.run.billing(accountId, 'AWS Budgets'));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await learnDenied({ context: context.run, accountId, kind: 'guardrails', error });
    return error;
  }
}

async function lastReadings(): Promise<SpendReading[]> {
  const snapshot = await latestSpendSnapshot();
  return snapshot ? spendReadings({ snapshotId: snapshot.snapshotId, kind: 'budgets' }) : [];
}

function isRead(reading: SpendReading | undefined): boolean {
  return reading !== undefined && budgetsRead(reading) !== null;
}

/** Not as a denial: the reading of budgets has told of it, and knows by whom. */
async function unread({ accountId, state, problem }: SpendReading): Promise<AppError> {
  const action = actionOf.budgets;
  const by = state === 'denied' ? await knownDenier({ accountId, kind: 'budgets', action }) : null;
  return new AppError('failed', problem ?? BUDGETS_UNREAD, by === null ? {} : { by });
}

async function blindOfPayer(payer: UnreadPayer<SpendReading>): Promise<Blind> {
  const error = payer.reading ? await unread(payer.reading) : new AppError('failed', payer.problem);
  return { ...blindOf('budgets', error), problem: unreadPayerWords(payer) };
}

function summaryOf(budget: Budget): PartValue<'budgets'>['known'][number] {
  const { name, type, notifications, end } = budget;
  const lists = notifications?.map(({ subscribers }) => subscribers) ?? null;
  const told = new Set(lists?.flatMap((list) => list ?? []).map(({ type: by, address }) => `${by} ${address}`));
  const isKnown = lists !== null && (told.size > 0 || lists.every((list) => list !== null));
  return { name, type, tells: isKnown ? told.size : null, endsAt: end, part: partCounted(budget) };
}
