import type { Route } from 'next';
import { type Scope, scopeSearch } from '#lib/data/scope-query.ts';

type GuardrailsUrlQuery = Scope & { check?: string | undefined; page?: number | undefined };

/** The page of guardrails as an address, without what is the default anyway. */
export function guardrailsHref({ check, page, ...scope }: GuardrailsUrlQuery): Route {
  const search = [scopeSearch(scope), check ? `check=${check}` : '', page && page > 1 ? `page=${page}` : ''].filter(
    Boolean,
  );
  return (search.length > 0 ? `/guardrails?${search.join('&')}` : '/guardrails') as Route;
}
