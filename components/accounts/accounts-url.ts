import type { Route } from 'next';
import { type Scope, scopeSearch } from '#lib/data/scope-query.ts';

type AccountsUrlQuery = Scope & { show?: string | undefined; page?: number | undefined };

/** The page of accounts as an address, without what is the default anyway. */
export function accountsHref({ show, page, ...scope }: AccountsUrlQuery): Route {
  const search = [
    scopeSearch(scope),
    show && show !== 'all' ? `show=${show}` : '',
    page && page > 1 ? `page=${page}` : '',
  ].filter(Boolean);
  return (search.length > 0 ? `/accounts?${search.join('&')}` : '/accounts') as Route;
}

export function accountHref(accountId: string): Route {
  return `/accounts/${encodeURIComponent(accountId)}` as Route;
}
