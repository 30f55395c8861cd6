/** What a browser asks for as a page of its own. */
export type PageRequest = {
  method: string;
  /** As in the address, still encoded. */
  pathname: string;
  headers: Headers;
};

/**
 * The parts of a page's address that a pattern captures, as text; null for each that is no text, or one that PostgreSQL has
 * not. Null altogether where it is another page, or what a page asks for by itself: that is left to the page.
 */
export function pageParts({ method, pathname, headers }: PageRequest, pattern: RegExp): (string | null)[] | null {
  const found = pattern.exec(pathname);
  if (!found || (method !== 'GET' && method !== 'HEAD')) return null;
  if ((headers.get('sec-fetch-dest') ?? 'document') !== 'document') return null;
  return found.slice(1).map((part) => decoded(part));
}

function decoded(text: string): string | null {
  try {
    const plain = decodeURIComponent(text);
    return plain.includes('\0') ? null : plain;
  } catch {
    return null;
  }
}
