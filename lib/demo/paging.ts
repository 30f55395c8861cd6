/** A page of a list by an opaque token. `next` is undefined at the end; null for a token of nobody. */
export function pageByToken<T>(
  items: readonly T[],
  page: { token: string | undefined; size: number },
): { items: readonly T[]; next: string | undefined } | null {
  const offset = page.token === undefined ? 0 : offsetOf(page.token);
  if (offset === null) return null;
  const end = offset + page.size;
  return { items: items.slice(offset, end), next: end < items.length ? tokenOf(end) : undefined };
}

export function tokenOf(offset: number): string {
  return Buffer.from(`from:${offset}`).toString('base64');
}

function offsetOf(token: string): number | null {
  const found = /^from:(\d+)$/.exec(Buffer.from(token, 'base64').toString('utf8'));
  return found ? Number(found[1]) : null;
}
