/**
 * What an answer under `/shared/` has instead of the usual headers, which the proxy sets over those of a handler: the
 * address is the key and is told to nobody, and a chat shows the picture on a page of its own.
 */
export function sharedHeaders(pathname: string): Record<string, string> {
  if (!pathname.startsWith('/shared/')) return {};
  const isPicture = /^\/shared\/[^/]+\/picture\.png$/.test(pathname);
  return {
    'referrer-policy': 'no-referrer',
    ...(isPicture && { 'cross-origin-resource-policy': 'cross-origin' }),
  };
}
