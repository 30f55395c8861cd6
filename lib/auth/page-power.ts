import type { Power } from '#lib/auth/power.ts';

/** By which the door tells our own server the status of a page. */
export const PAGE_STATUS_HEADER = 'x-straybytes-status';

/**
 * What a page takes, so that who may not see it is told with its status, before anything of it is sent. What a page shows
 * is gated again where it is read (lib/data).
 */
export function powerOfPage(pathname: string): Power {
  return /^\/people(\/|$)/.test(pathname) ? 'people' : 'look';
}
