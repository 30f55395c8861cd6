import type { Route } from 'next';

/** The page of a bucket. Both parts are encoded, so whatever they hold the path names that route. */
export function bucketHref({ accountId, name }: { accountId: string; name: string }, hash = ''): Route {
  return `/buckets/${encodeURIComponent(accountId)}/${encodeURIComponent(name)}${hash}` as Route;
}
