import { spendByAccount } from '#lib/spend/account-spend.ts';
import { monthToDate } from '#lib/spend/month-to-date.ts';
import { costCoverage, costSeries } from './cost-series.ts';

/** Unblended cost of the month to date. Days `YYYY-MM-DD` in UTC, `to` exclusive; amounts are exact decimals. */
export type AccountMonth = { from: string; to: string; currency: string | null; spend: ReadonlyMap<string, string> };

/** What each account cost this month; null while no day of costs is known. An account that nobody told of is not in it. */
export async function accountMonth({ now }: { now: Date }): Promise<AccountMonth | null> {
  const coverage = await costCoverage();
  if (!coverage?.lastDay) return null;
  const { from, to } = monthToDate({ now, lastDay: coverage.lastDay });
  const { items, currency } = await costSeries({
    granularity: 'daily',
    from,
    to,
    groupBy: 'account',
    metric: 'unblended',
  });
  return { from, to, currency: currency ?? coverage.currency, spend: spendByAccount(items) };
}
