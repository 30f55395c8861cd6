import type { IncomingMessage } from 'node:http';

/**
 * Makes the target of a request a path, where it is a whole address: what that names is whom it was meant for, whatever
 * `Host` says (RFC 9112, 3.2.2), so that the door judges it.
 */
export function toOriginForm(request: Pick<IncomingMessage, 'url' | 'headers'>): void {
  const { url = '' } = request;
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return;
  const { host, pathname, search } = new URL(url);
  request.headers.host = host;
  request.url = `${pathname}${search}`;
}
