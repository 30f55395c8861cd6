import { formatUsd, formatUsdRound } from '#lib/money/format.ts';

/** USD in a headline: cents matter only while there are few dollars. */
export function headlineUsd(usd: number): string {
  return usd < 100 ? formatUsd(usd) : formatUsdRound(usd);
}
