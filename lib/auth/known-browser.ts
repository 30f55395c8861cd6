import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Caller } from '#lib/auth/caller.ts';
import { cookiePrefix, isOverTls } from '#lib/auth/cookie-prefix.ts';
import { secretFor } from '#lib/auth/secret.ts';
import { passwordHashOf } from '#lib/store/people.ts';

/** How long a browser is known after the last sign-in with it. */
const KNOWN_SECONDS = 180 * 86_400;

/** Of so many people a browser may be known, the last first: who shares one with others is no stranger in it. */
const MOST_PEOPLE = 5;

/**
 * The number of a browser in which somebody has signed in with this address and a password before, so that what strangers
 * guess elsewhere does not count there (OWASP calls it a device cookie). Null: it is a stranger's, as far as anybody can tell.
 */
export async function knownBrowser(headers: Headers, email: string): Promise<string | null> {
  const { browser, proofs } = given(headers);
  if (browser === null) return null;
  const right = Buffer.from(await proofOf(browser, email));
  const isRight = (proof: string) => timingSafeEqual(Buffer.from(proof), right);
  return proofs.some(isRight) ? browser : null;
}

/** Knows the browser from now on, by a cookie that says to nobody whose it is. */
export async function rememberBrowser(
  { headers, answer }: Pick<Caller, 'headers' | 'answer'>,
  email: string,
): Promise<void> {
  const { browser: before, proofs } = given(headers);
  const browser = before ?? randomBytes(16).toString('base64url');
  const proof = await proofOf(browser, email);
  const all = [proof, ...proofs.filter((other) => other !== proof)].slice(0, MOST_PEOPLE);
  const attributes = `Path=/; Max-Age=${KNOWN_SECONDS}; HttpOnly; SameSite=Lax${isOverTls() ? '; Secure' : ''}`;
  answer?.append('set-cookie', `${cookieName()}=${[browser, ...all].join('.')}; ${attributes}`);
}

/** What the cookie says: the browser, and a proof of each person; nothing where it is none of ours by its look. */
function given(headers: Headers): { browser: string | null; proofs: string[] } {
  const start = `${cookieName()}=`;
  const found = (headers.get('cookie') ?? '').split(/; */).find((one) => one.startsWith(start));
  const [, browser = null, proofs = ''] =
    /^([\w-]{22})((?:\.[\w-]{43}){1,5})$/.exec(found?.slice(start.length) ?? '') ?? [];
  return { browser, proofs: proofs.split('.').slice(1) };
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
