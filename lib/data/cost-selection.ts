import type { CostFilter } from '#lib/spend/cost-cut.ts';
import type { CostMetric, RecordType } from '#lib/spend/cost-row.ts';
import type { SpendQuery } from './spend-query.ts';

export type CostSelection = {
  metric: CostMetric;
  /** Undefined: all. */
  recordTypes: RecordType[] | undefined;
  filter: CostFilter;
};

/** What a choice of the page of spend means to the store; `accountIds` are those of its unit. */
export function selectionOf(
  query: Pick<SpendQuery, 'metric' | 'credits' | 'account' | 'service' | 'region' | 'usageType'>,
  accountIds?: readonly string[] | undefined,
): CostSelection {
  const { metric, credits, account, service, region, usageType } = query;
  return {
    metric,
    recordTypes: credits === 'out' ? ['usage', 'tax'] : undefined,
    filter: { accountId: account, accountIds, service, region, usageType },
  };
}
