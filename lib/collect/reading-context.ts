import { AppError } from '#lib/errors.ts';
import type { AccountKind, ReadingState, SpendReading } from '#lib/spend/reading.ts';
import { isStoreAway } from '#lib/store/database-errors.ts';
import { LeaseLost } from '#lib/store/run-buckets.ts';
import { isStopped } from './billing-budget.ts';
import { learnAllowed, learnDenied, learnReached } from './learn.ts';
import { readingStateOf } from './reading-state.ts';
import type { RunContext } from './run-context.ts';

/** What a collector of money is given. */
export type ReadingContext = {
  run: RunContext;
  /** In scope, the one of the ambient credentials first. */
  accounts: readonly string[];
  /** AWS's time. */
  now: Date;
};

/** What was read of an account: how it is known, and the data. */
export type Read = { state: Extract<ReadingState, 'ok' | 'none'>; currency: string | null; data: unknown };

/** The reading of one account; what AWS refuses or does not answer is its state, and what was known stays known. */
export async function readingOf({
  context,
  kind,
  accountId,
  read,
}: {
  context: ReadingContext;
  kind: AccountKind;
  accountId: string;
  read: () => Promise<Read>;
}): Promise<SpendReading> {
  const { now } = context.run;
  try {
    const { state, currency, data } = await read();
    const at = now();
    await learnReached({ context: context.run, accountId });
    await learnAllowed({ context: context.run, accountId });
    return { kind, accountId, state, problem: null, readAt: at, dataAt: at, currency, data };
  } catch (error) {
    if (error instanceof LeaseLost || isStoreAway(error) || isStopped(error)) throw error;
    if (error instanceof AppError) await learnDenied({ context: context.run, accountId, kind, error });
    await learnAllowed({ context: context.run, accountId });
    const told = readingStateOf(error instanceof AppError ? error : unforeseen(error));
    return { kind, accountId, ...told, readAt: now(), dataAt: null, currency: null, data: null };
  }
}

/** A fault of ours or of this account's data: the other accounts are read all the same. */
export function unforeseen(error: unknown): AppError {
  const cause = error instanceof Error ? error.message : String(error);
  return new AppError('failed', `Straybytes could not work with what AWS answered (${cause}). Please report it.`);
}
