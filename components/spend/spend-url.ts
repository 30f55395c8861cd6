import type { Route } from 'next';
import type { SpendQuery } from '#lib/data/spend-query.ts';

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
