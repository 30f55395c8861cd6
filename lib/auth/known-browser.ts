import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Caller } from '#lib/auth/caller.ts';
import { cookiePrefix, isOverTls } from '#lib/auth/cookie-prefix.ts';
import { secretFor } from '#lib/auth/secret.ts';
import { passwordHashOf } from '#lib/store/people.ts';

/** How long a browser is known after the last sign-in with it. */
const KNOWN_SECONDS = 180 * 86_400;

/**
 * The number of a browser in which somebody has signed in with this address and a password before, so that what strangers
 * guess elsewhere does not count there (OWASP calls it a device cookie). Null: it is a stranger's, as far as anybody can tell.
 */
export async function knownBrowser(headers: Headers, email: string): Promise<string | null> {
  const start = `${cookieName()}=`;
  const found = (headers.get('cookie') ?? '').split(/; */).find((one) => one.startsWith(start));
  const [, browser, proof] = /^([\w-]{22})\.([\w-]{43})$/.exec(found?.slice(start.length) ?? '') ?? [];
  if (browser === undefined || proof === undefined) return null;
  const [given, right] = [Buffer.from(proof), Buffer.from(await proofOf(browser, email))];
  return given.length === right.length && timingSafeEqual(given, right) ? browser : null;
}

/** Knows the browser from now on, by a cookie that says to nobody whose it is. */
export async function rememberBrowser(
  { headers, answer }: Pick<Caller, 'headers' | 'answer'>,
  email: string,
): Promise<void> {
  const browser = (await knownBrowser(headers, email)) ?? randomBytes(16).toString('base64url');
  const attributes = `Path=/; Max-Age=${KNOWN_SECONDS}; HttpOnly; SameSite=Lax${isOverTls() ? '; Secure' : ''}`;
  answer?.append('set-cookie', `${cookieName()}=${browser}.${await proofOf(browser, email)}; ${attributes}`);
}

/** With another password no browser is known any more: whoever had the old one keeps nothing by it. */
async function proofOf(browser: string, email: string): Promise<string> {
  const password = await passwordHashOf(email);
  const what = JSON.stringify([browser, email, password]);
  return createHmac('sha256', secretFor('known browser')).update(what).digest('base64url');
}

function cookieName(): string {
  return `${cookiePrefix()}.known`;
}
