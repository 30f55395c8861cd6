import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies';
import { CLIENT_ADDRESS_HEADER } from '#lib/auth/client-address.ts';
import { isSessionCookie } from '#lib/auth/cookie-prefix.ts';

/** Who asks, and where the cookies are written. */
export type Caller = {
  /** Of the request: the cookies, the browser's name. */
  headers: Headers;
  /** Where it comes from. */
  address: string;
  /** Gets the `set-cookie` headers, once all that a session takes has succeeded. */
  answer?: Headers | undefined;
};

/** Of a request only what sign-in needs; `cookies` says which of its cookies count. */
export function headersFor(
  caller: Pick<Caller, 'headers' | 'address'>,
  cookies: 'all' | 'none' | 'noSession',
): Headers {
  const headers = new Headers({ [CLIENT_ADDRESS_HEADER]: caller.address });
  const agent = caller.headers.get('user-agent');
  if (agent) headers.set('user-agent', agent.slice(0, 500));
  const given = cookies === 'none' ? null : caller.headers.get('cookie');
  if (given) headers.set('cookie', cookies === 'all' ? given : withoutSession(given));
  return headers;
}

/** Hands on the cookies that better-auth set. */
export function answerWith(set: Headers | null | undefined, { answer }: Pick<Caller, 'answer'>): void {
  if (set && answer) for (const cookie of set.getSetCookie()) answer.append('set-cookie', cookie);
}

/** The cookies of an answer, one by one, for who sets them otherwise than by its headers. */
export function cookiesOf(answer: Headers) {
  return answer.getSetCookie().flatMap((set) =>
    [...parseSetCookieHeader(set)].map(([name, attributes]) => {
      return { name, value: attributes.value, options: toCookieOptions(attributes) };
    }),
  );
}

/** A session that somebody planted must not decide whose second step this is. */
function withoutSession(cookies: string): string {
  return cookies
    .split(/; */)
    .filter((cookie) => !isSessionCookie(cookie))
    .join('; ');
}
