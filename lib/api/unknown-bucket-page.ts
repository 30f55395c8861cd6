import { bucketView, latestSnapshot } from '#lib/store/buckets.ts';
import { isStoreAway } from '#lib/store/database-errors.ts';

/**
 * Whether the page of a bucket is asked for that the last collection did not see. The page itself finds that out when the
 * answer has begun with 200; only before it can the status be 404. What a page asks for by itself is left to the page.
 */
export async function isUnknownBucketPage({
  method,
  pathname,
  headers,
}: {
  method: string;
  /** As in the address, still encoded. */
  pathname: string;
  headers: Headers;
}): Promise<boolean> {
  const [, account, name] = /^\/buckets\/([^/]+)\/([^/]+)\/?$/.exec(pathname) ?? [];
  if (account === undefined || name === undefined || (method !== 'GET' && method !== 'HEAD')) return false;
  if ((headers.get('sec-fetch-dest') ?? 'document') !== 'document') return false;
  const accountId = decoded(account);
  const bucket = decoded(name);
  if (accountId === null || bucket === null) return true;
  try {
    const snapshot = await latestSnapshot();
    return !snapshot || !(await bucketView({ snapshotId: snapshot.snapshotId, accountId, bucket }));
  } catch (error) {
    if (isStoreAway(error)) return false;
    throw error;
  }
}

/** Null for what is no text, or one that PostgreSQL has not. */
function decoded(text: string): string | null {
  try {
    const plain = decodeURIComponent(text);
    return plain.includes('\0') ? null : plain;
  } catch {
    return null;
  }
}
