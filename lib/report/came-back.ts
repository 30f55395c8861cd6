import type { Report } from './report.ts';

/** Less of what a fix took away is no return. */
export const RETURNED_SHARE = 0.1;
/** USD a month: what costs less accuses nobody. */
export const RETURNED_USD = 1;

/** A bucket after its fix was proved. Bytes, and USD a month. */
export type AfterProof = {
  /** What the fix was to take away. */
  plannedBytes: number;
  /** The least that it held since the proof, or (in a report) since the week before ended, then included; null: not known. */
  lowestBytes: number | null;
  /** What it holds, certainly or at most: of a sample another figure than the estimate. */
  heldBytes: number;
  /** The figure that `monthlyUsd` is the price of. */
  bytes: number;
  monthlyUsd: number | null;
};

/**
 * USD a month of the waste that came back: what a bucket holds above the least that it held since its fix was proved, which
 * all came after that. What it held then, the rule had still to abort. 0: too little to tell of; null: not known.
 */
export function cameBackUsd({ plannedBytes, lowestBytes, heldBytes, bytes, monthlyUsd }: AfterProof): number | null {
  if (bytes === 0) return 0;
  if (lowestBytes === null || monthlyUsd === null) return null;
  const risen = heldBytes - lowestBytes;
  const usd = (monthlyUsd * risen) / bytes;
  return risen >= RETURNED_SHARE * plannedBytes && usd >= RETURNED_USD ? usd : 0;
}

/** USD a month that came back, or per cent as the report is masked; where that is not told, what all of the bucket costs. */
export function cameBackOf({ cameBackUsd, monthlyUsd }: Report['fixes']['returned'][number]): number | null {
  return cameBackUsd ?? monthlyUsd;
}
