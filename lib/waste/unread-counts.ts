/** By account how many of its buckets were not read whole; an account of which nothing could be read counts as one at least. */
export type UnreadCounts = Readonly<Record<string, number>>;

/** Whether some account could be read less than at another time: where less is found then, it is no fall. */
export function isBlinder(at: UnreadCounts, than: UnreadCounts): boolean {
  return Object.entries(at).some(([account, unread]) => unread > (than[account] ?? 0));
}
