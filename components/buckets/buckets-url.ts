import type { Route } from 'next';

export type BucketsUrlQuery = {
  q?: string | undefined;
  account?: string | undefined;
  ou?: string | undefined;
  region?: string | undefined;
  coverage?: string | undefined;
  measurement?: string | undefined;
  sort?: string | undefined;
  page?: number | undefined;
};

const defaultSort = '-monthlyUsd';

/** The query as it stands in a URL, without what is the default anyway. */
export function bucketsSearch({ q, account, ou, region, coverage, measurement, sort, page }: BucketsUrlQuery): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ q, account, ou, region, coverage, measurement })) {
    if (value) params.set(name, value);
  }
  if (sort && sort !== defaultSort) params.set('sort', sort);
  if (page && page > 1) params.set('page', String(page));
  const text = params.toString();
  return text ? `?${text}` : '';
}

export function bucketsHref(query: BucketsUrlQuery): Route {
  return `/buckets${bucketsSearch(query)}` as Route;
}
