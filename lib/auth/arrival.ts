import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { CLIENT_ADDRESS_HEADER, clientAddress } from './client-address.ts';
import { noteName, noteProxy } from './proxied.ts';

/** Set by Next where it asks this server again for an action that another page has; the answer's cookies are lost then. */
export const FORWARDED_HEADER = 'x-action-forwarded';

const ARRIVED_HEADER = 'x-straybytes-arrived';
const HOST_HEADER = 'x-straybytes-host';
const ours = randomBytes(32).toString('base64url');

/**
 * Notes in a request's headers, as they reached our socket, where it comes from. Next sends some on to this server itself,
 * with all their headers but `Host`: those are known by a word that no client has, and keep what was noted first.
 */
export function noteArrival(
  { headers, socket }: { headers: IncomingMessage['headers']; socket: { remoteAddress?: string | undefined } },
  { trustedOrigin }: { trustedOrigin: string | undefined },
): void {
  const again = isOurs(headers[ARRIVED_HEADER]);
  if (!again) noteProxy(headers);
  noteName(headers, { trustedOrigin });
  if (again) {
    // By the name that Next asks by, a write would seem to come from a page of another site.
    headers.host = headers[HOST_HEADER]?.toString();
    return;
  }
  delete headers[FORWARDED_HEADER];
  headers[HOST_HEADER] = headers.host;
  headers[ARRIVED_HEADER] = ours;
  headers[CLIENT_ADDRESS_HEADER] = clientAddress({
    peer: socket.remoteAddress,
    // Where no proxy is said to be in front, who asks must not choose where from.
    forwarded: trustedOrigin === undefined ? undefined : headers['x-forwarded-for']?.toString(),
  });
}

function isOurs(word: string | string[] | undefined): boolean {
  const [given, right] = [Buffer.from(word?.toString() ?? ''), Buffer.from(ours)];
  return given.length === right.length && timingSafeEqual(given, right);
}
