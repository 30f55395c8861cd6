import { setTimeout as sleep } from 'node:timers/promises';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { formatUsd } from '#lib/money/format.ts';
import { requestUsd } from '#lib/money/request-price.ts';
import { reserveSpend, spentOn } from '#lib/store/ledger.ts';
import { remainingWork } from '#lib/store/run-buckets.ts';
import { type Budget, budgetReached } from './budget.ts';

/**
 * While buckets are being read, the bill may only take the day up to half of the ceiling: a page of it costs as much as
 * two thousand listings. Once they are done it may have the rest.
 */
const SHARE = 0.5;
const LOOK_MS = 500;

/** The daily ceiling for the calls that ask for money. Each is booked alone, just before it is made. */
export function createBillingBudget({
  runId,
  now,
  stopping,
}: {
  runId: string;
  now: () => Date;
  stopping: () => boolean;
}): Budget {
  const ceilingUsd = env().DAILY_API_BUDGET_USD;
  const book = (price: number, ceiling: number) =>
    reserveSpend({ at: now(), usd: price, leastUsd: price, ceilingUsd: ceiling });
  return {
    async pay(operation, region) {
      const price = requestUsd(operation, region);
      if (price === 0) return;
      while ((await book(price, ceilingUsd * SHARE)) === 0) {
        const { accounts, buckets } = await remainingWork(runId);
        if (accounts === 0 && buckets === 0) {
          if ((await book(price, ceilingUsd)) > 0) return;
          throw budgetReached(ceilingUsd);
        }
        if (stopping()) throw stopped();
        await sleep(LOOK_MS);
      }
    },
    close: () => Promise.resolve(),
  };
}

/**
 * Before the first question of a reading: part of an answer is worth nothing, so that what cannot be paid whole is not
 * begun.
 * @param usd the least that it costs
 * @throws AppError `refused` with `details.reason = 'budget'`
 */
export async function requireLeft({ at, usd, what }: { at: Date; usd: number; what: string }): Promise<void> {
  const ceilingUsd = env().DAILY_API_BUDGET_USD;
  const left = Math.max(0, ceilingUsd - (await spentOn(at)));
  // Sums of binary fractions: what is short by less than any call costs is enough.
  if (usd <= left + 1e-9) return;
  throw new AppError(
    'refused',
    `To read ${what} needs about ${formatUsd(usd)}, and the daily budget for our own AWS calls (${formatUsd(ceilingUsd)}, DAILY_API_BUDGET_USD) leaves ${formatUsd(Math.floor(left * 100 + 1e-6) / 100)} of today. Nothing was asked. Raise it, or wait for the next UTC day.`,
    { reason: 'budget' },
  );
}

/** Ends a reading that a later worker begins anew. */
export function stopped(): AppError {
  return new AppError('unavailable', 'This worker is being stopped.', { reason: 'stopping' });
}

export function isStopped(error: unknown): boolean {
  return error instanceof AppError && error.details.reason === 'stopping';
}
