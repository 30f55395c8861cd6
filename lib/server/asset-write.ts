const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request would write to a build asset. The door (proxy.ts) does not see those, so nothing that is called there
 * may get as far as Next, whatever Next makes of it: a form names what it calls in its body.
 */
export function isAssetWrite({
  method = 'GET',
  url = '/',
}: {
  method?: string | undefined;
  url?: string | undefined;
}): boolean {
  if (reading.has(method)) return false;
  return [url, pathOf(url)].some((path) => path.startsWith('/_next/static/'));
}

/** As it is read later: without dots that lead elsewhere. */
function pathOf(url: string): string {
  const base = 'http://localhost';
  return URL.canParse(url, base) ? new URL(url, base).pathname : url;
}
