import { type CostGrouping, S3_SERVICE } from './cost-row.ts';

type Selection = {
  account?: string | undefined;
  service?: string | undefined;
  region?: string | undefined;
  usageType?: string | undefined;
};

/**
 * What a selection can be grouped by, the most telling first. Costs are kept by service or by region, not by both, and
 * by usage type of Amazon S3 alone; what is one already is not grouped by again.
 */
export function groupingsOf({ account, service, region, usageType }: Selection): CostGrouping[] {
  const byAccount: CostGrouping[] = account === undefined ? ['account'] : [];
  if (usageType !== undefined) return account === undefined ? ['account'] : ['usageType'];
  if (service === S3_SERVICE) return [...byAccount, 'usageType'];
  if (service !== undefined) return account === undefined ? ['account'] : ['service'];
  if (region !== undefined) return account === undefined ? ['account'] : ['region'];
  return ['service', ...byAccount, 'region'];
}
