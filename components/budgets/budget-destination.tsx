import { getBudgets } from '#lib/data/budgets.ts';
import { getRecovered } from '#lib/data/fixes.ts';
import { formatCount, formatUsd } from '#lib/money/format.ts';
import { recoveredShare } from '#lib/spend/recovered-share.ts';

/** Where the money that fixes brought back could go: to the budget that is over by most. */
export async function BudgetDestination() {
  const [{ items }, { measuredUsd }] = await Promise.all([getBudgets(), getRecovered()]);
  const share = recoveredShare({ recoveredUsd: measuredUsd, budgets: items });
  if (!share) return null;
  return (
    <>
      Fixes recovered <strong>{formatUsd(measuredUsd)}</strong> a month: {percentWords(share.percent)} of what{' '}
      <strong>{share.name}</strong> is over.
    </>
  );
}

function percentWords(percent: number): string {
  if (percent >= 100) return 'more than all';
  return percent < 1 ? 'less than 1 %' : `${formatCount(percent)} %`;
}
