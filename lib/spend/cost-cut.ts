import { AppError, err, ok, type Result } from '#lib/errors.ts';
import { type CostCut, type CostGrouping, S3_SERVICE } from './cost-row.ts';

/** What costs are narrowed to; a usage type is one of Amazon S3. */
export type CostFilter = {
  accountId?: string | undefined;
  /** Several accounts, such as those of a unit; none: nothing. An account id outweighs it. */
  accountIds?: readonly string[] | undefined;
  service?: string | undefined;
  region?: string | undefined;
  usageType?: string | undefined;
};

/** The rows to sum: of which cut, of which key of it (null: all), and what each group is called by. */
export type CostQuestion = { cut: CostCut; key: string | null; groupBy: 'key' | 'account' | 'none' };

/**
 * Which cut answers a grouping under a filter. Costs are kept by service, by region, and by usage type of Amazon S3, each
 * with the account: two of the three at once were never asked of Cost Explorer. S3 and its usage types are one.
 * @returns an AppError 'invalid' that names the two that do not go together
 */
export function costQuestion({
  groupBy,
  filter,
}: {
  groupBy: CostGrouping | null;
  filter: CostFilter;
}): Result<CostQuestion> {
  const { service, region, usageType } = filter;
  if (groupBy === 'usageType' || usageType !== undefined) {
    if (region !== undefined || groupBy === 'region') return err(apart('usage type', 'region'));
    if (service !== undefined && service !== S3_SERVICE)
      return err(new AppError('invalid', `Usage types are kept of ${S3_SERVICE} only, not of ${service}.`));
    const grouped = groupBy === 'usageType' ? 'key' : groupBy === 'account' ? 'account' : 'none';
    return ok({ cut: 'usageType', key: usageType ?? null, groupBy: grouped });
  }
  if ((groupBy === 'region' && service !== undefined) || (region !== undefined && groupBy === 'service'))
    return err(apart('service', 'region'));
  if (service !== undefined && region !== undefined) return err(apart('service', 'region'));
  const cut = groupBy === 'region' || region !== undefined ? 'region' : 'service';
  const grouped = groupBy === 'account' ? 'account' : groupBy === null ? 'none' : 'key';
  return ok({ cut, key: service ?? region ?? null, groupBy: grouped });
}

function apart(one: string, other: string): AppError {
  return new AppError(
    'invalid',
    `Costs are not kept by ${one} and ${other} at once. Leave one of the two out of the filter or the grouping.`,
  );
}
