import type { OwnSession } from '#lib/aws/own-session.ts';
import type { AwsTarget, Meter } from '#lib/aws/target.ts';
import type { Budget } from '#lib/collect/budget.ts';
import { requestUsd } from '#lib/money/request-price.ts';
import { awsNow } from '#lib/store/clock.ts';
import { reserveSpend } from '#lib/store/ledger.ts';

/** A target whose calls are counted; `settle` books what they cost to the day. */
export type MeteredTarget = AwsTarget & { settle(): Promise<void> };

/** A person's fix is never stopped by the daily ceiling, which is for scans; it counts all the same. */
const NO_CEILING_USD = 1e9;

/**
 * @param budget for what nobody asked for: each call is paid from it beforehand, and refused when it is used up
 * @param as the session of the person who does it: the same calls, by somebody else than our own role
 */
export function meteredTarget({
  budget,
  as,
  ...ours
}: Omit<AwsTarget, 'meter' | 'as'> & {
  budget?: Budget | undefined;
  as?: OwnSession | undefined;
}): MeteredTarget {
  const target = as ? { ...ours, as } : ours;
  if (budget) return paidTarget(target, budget);
  let usd = 0;
  return {
    ...target,
    meter: {
      count: ({ operation, attempts }) => {
        usd += attempts * requestUsd(operation, target.region);
      },
    },
    async settle() {
      const spent = usd;
      usd = 0;
      if (spent > 0) await reserveSpend({ at: await awsNow(), usd: spent, leastUsd: 0, ceilingUsd: NO_CEILING_USD });
    },
  };
}

function paidTarget(target: Omit<AwsTarget, 'meter'>, budget: Budget): MeteredTarget {
  const meter: Meter = { count: () => undefined, reserve: (operation) => budget.pay(operation, target.region) };
  return { ...target, meter, settle: async () => undefined };
}
