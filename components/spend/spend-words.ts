import type { CostGrouping, CostMetric } from '#lib/spend/cost-row.ts';
import type { SpendRange } from '#lib/spend/spend-time.ts';

export const rangeWords: Record<SpendRange, string> = {
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  '13m': '13 months',
};

export const groupingWords: Record<CostGrouping, { one: string; many: string }> = {
  service: { one: 'Service', many: 'Services' },
  account: { one: 'Account', many: 'Accounts' },
  region: { one: 'Region', many: 'Regions' },
  usageType: { one: 'Usage type', many: 'Usage types' },
};

export const metricWords: Record<CostMetric, string> = {
  unblended: 'Unblended',
  amortized: 'Amortized',
  netAmortized: 'Net amortized',
};

/** Why a part of what one Cost Explorer answers for has no forecast. */
export function noForecastWords({ account }: { account?: string | undefined }): string {
  const part = account === undefined ? 'a unit' : 'one account';
  return `No forecast of ${part}: AWS forecasts all accounts of the bill together.`;
}
