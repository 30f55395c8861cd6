import type { Route } from 'next';

/** The list, narrowed by what stands in `search`. */
export function activityHref(search: string): Route {
  return (search ? `/activity?${search}` : '/activity') as Route;
}
