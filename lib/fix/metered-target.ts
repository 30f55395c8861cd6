import type { AwsTarget } from '#lib/aws/target.ts';
import { requestUsd } from '#lib/money/request-price.ts';
import { awsNow } from '#lib/store/clock.ts';
import { reserveSpend } from '#lib/store/ledger.ts';

/** A target whose calls are counted; `settle` books what they cost to the day. */
export type MeteredTarget = AwsTarget & { settle(): Promise<void> };

/** A person's fix is never stopped by the daily ceiling, which is for scans; it counts all the same. */
const NO_CEILING_USD = 1e9;

export function meteredTarget(target: Omit<AwsTarget, 'meter'>): MeteredTarget {
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
