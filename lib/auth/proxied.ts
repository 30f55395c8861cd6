/** Set by our own server on a request that came through a proxy, and taken from every other. */
export const PROXIED_HEADER = 'x-straybytes-proxied';

/** What proxies add, besides all that begins with `x-forwarded`. Next adds some of them too, so it is noted before. */
const marks = [
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-envoy-external-address',
  'x-original-forwarded-for',
  'true-client-ip',
  'cf-connecting-ip',
  'fastly-client-ip',
  'cdn-loop',
];

/** Notes in a request's headers, as they reached our socket, whether a proxy handed it on; what a client says of it is dropped. */
export function noteProxy(headers: Record<string, string | string[] | undefined>): void {
  delete headers[PROXIED_HEADER];
  if (Object.keys(headers).some(isMark)) headers[PROXIED_HEADER] = '1';
}

/** Whether whoever asks may be anywhere, though only this machine reaches the server. */
export function isProxied(headers: Pick<Headers, 'get'>): boolean {
  return headers.get(PROXIED_HEADER) !== null;
}

/**
 * The name that a browser sees, for what Next compares `Origin` with: where a proxy hands on its own Host, the public
 * address says it. Never what a client says.
 */
export function noteName(
  headers: Record<string, string | string[] | undefined>,
  { trustedOrigin }: { trustedOrigin: string | undefined },
): void {
  delete headers['x-forwarded-host'];
  if (trustedOrigin !== undefined && headers.origin === trustedOrigin)
    headers['x-forwarded-host'] = new URL(trustedOrigin).host;
}

function isMark(name: string): boolean {
  return /^x-forwarded(-|$)/.test(name) || marks.includes(name);
}
