import type { Route } from 'next';
import type { SpendQuery } from '#lib/data/spend-query.ts';
import type { CostGrouping } from '#lib/spend/cost-row.ts';

export type SpendUrlQuery = Partial<{ [name in keyof SpendQuery]: SpendQuery[name] | undefined }>;

const defaults: SpendUrlQuery = { range: '30d', metric: 'unblended', credits: 'in', rows: 'top' };

/** The page of spend as a URL, without what is the default anyway. */
export function spendHref({
  range,
  by,
  metric,
  credits,
  account,
  service,
  region,
  usageType,
  rows,
}: SpendUrlQuery): Route {
  const params = new URLSearchParams();
  const named = { range, by, metric, credits, account, service, region, usageType, rows } as const;
  for (const [name, value] of Object.entries(named)) {
    if (value && value !== defaults[name as keyof SpendUrlQuery]) params.set(name, value);
  }
  const text = params.toString();
  return (text ? `/spend?${text}` : '/spend') as Route;
}

/** A click on a part: the page of it alone. Undefined where it is alone already. */
export function narrowedTo(query: SpendUrlQuery & { by: CostGrouping }, key: string): Route | undefined {
  const narrowed = { ...query, [query.by]: key, by: undefined, rows: undefined };
  return query[query.by] === undefined ? spendHref(narrowed) : undefined;
}
