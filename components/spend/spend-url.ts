import type { Route } from 'next';
import type { SpendQuery } from '#lib/data/spend-query.ts';
import type { CostGrouping } from '#lib/spend/cost-row.ts';
import { groupingsOf } from '#lib/spend/groupings.ts';

export type SpendUrlQuery = Partial<{ [name in keyof SpendQuery]: SpendQuery[name] | undefined }>;

/** The page of spend as a URL, without what is the default anyway or makes no sense with the rest. */
export function spendHref({ range, by, metric, credits, rows, ...selection }: SpendUrlQuery): Route {
  const { account, service, region, usageType } = selection;
  // An account says more than the unit that it is in.
  const ou = account ? '' : selection.ou;
  const [, ...others] = groupingsOf({
    account: account || undefined,
    service: service || undefined,
    region: region || undefined,
    usageType: usageType || undefined,
  });
  const named = {
    range: range === '30d' ? '' : range,
    by: by && others.includes(by) ? by : '',
    metric: metric === 'unblended' ? '' : metric,
    credits: credits === 'in' ? '' : credits,
    account,
    ou,
    service,
    region,
    usageType,
    rows: rows === 'top' ? '' : rows,
  };
  const given = Object.entries(named).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const text = new URLSearchParams(given).toString();
  return (text ? `/spend?${text}` : '/spend') as Route;
}

/** A click on a part: the page of it alone. Undefined where it is alone already. */
export function narrowedTo(query: SpendUrlQuery & { by: CostGrouping }, key: string): Route | undefined {
  const narrowed = { ...query, [query.by]: key, by: undefined, rows: undefined };
  return query[query.by] === undefined ? spendHref(narrowed) : undefined;
}
