import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { formatUsd } from '#lib/money/format.ts';
import { requestUsd } from '#lib/money/request-price.ts';
import { reserveSpend, returnSpend } from '#lib/store/ledger.ts';

/** The daily ceiling as this worker sees it: small sums are booked ahead in the store, and each call is paid from them. */
export type Budget = {
  /** @throws AppError `refused` with `details.reason = 'budget'` when the day's ceiling is reached */
  pay(operation: string, region: string): Promise<void> | void;
  /** Gives back what was booked and not spent. */
  close(): Promise<void>;
};

/** Booked at a time: about a thousand calls, and never more than a twentieth of the ceiling. */
const BOOKED_USD = 0.005;

export function createBudget({ now }: { now: () => Date }): Budget {
  const ceilingUsd = env().DAILY_API_BUDGET_USD;
  const step = Math.min(BOOKED_USD, ceilingUsd / 20);
  let purse = 0;
  let bookedAt = now();
  let booking: Promise<void> | null = null;
  let isAhead = true;

  const book = async (price: number) => {
    const at = now();
    // A purse of yesterday's money is given back to yesterday.
    if (at.getUTCDate() !== bookedAt.getUTCDate()) await giveBack();
    bookedAt = at;
    const granted = await reserveSpend({ at, usd: Math.max(step, price), leastUsd: price, ceilingUsd });
    if (granted === 0) throw budgetReached(ceilingUsd);
    purse += granted;
  };
  const giveBack = async () => {
    const rest = purse;
    purse = 0;
    await returnSpend({ at: bookedAt, usd: rest });
  };
  const payLater = async (price: number) => {
    while (purse < price) {
      booking ??= book(price).finally(() => {
        booking = null;
      });
      await booking;
    }
    purse -= price;
  };
  // Before the purse is empty, so that nobody waits for the store. What cannot be had is told to who needs it.
  const bookAhead = (price: number) => {
    booking ??= book(price)
      .catch(() => {
        isAhead = false;
      })
      .finally(() => {
        booking = null;
      });
  };
  return {
    pay(operation, region) {
      const price = requestUsd(operation, region);
      if (purse < price) return payLater(price);
      purse -= price;
      if (purse < step / 2 && isAhead) bookAhead(price);
    },
    async close() {
      await booking?.catch(() => undefined);
      await giveBack();
    },
  };
}

export function isBudgetReached(error: unknown): boolean {
  return error instanceof AppError && error.details.reason === 'budget';
}

export function budgetReached(ceilingUsd: number): AppError {
  return new AppError(
    'refused',
    `The daily budget for our own AWS calls (${formatUsd(ceilingUsd)}, DAILY_API_BUDGET_USD) is used up until midnight UTC.`,
    { reason: 'budget' },
  );
}
