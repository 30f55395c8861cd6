import { env } from '#lib/env.ts';

const OWN = 'straybytes';
const HOST = '__Host-';

/** Whether browsers reach this server over TLS, so that its cookies are for TLS alone. */
export function isOverTls(): boolean {
  return env().TRUSTED_ORIGIN?.startsWith('https:') === true;
}

/** What the name of each of our cookies begins with: over TLS no other host of the same domain can set them. */
export function cookiePrefix(): string {
  return `${isOverTls() ? HOST : ''}${OWN}`;
}

/** Whether a cookie (`name=value`) is the session of somebody, with or without TLS. */
export function isSessionCookie(cookie: string): boolean {
  const name = `${OWN}.session_token=`;
  return cookie.startsWith(name) || cookie.startsWith(`${HOST}${name}`);
}
