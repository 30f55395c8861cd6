const FIRST = '/';

/** Set at the door: the path that was asked for, with its search. */
export const PATH_HEADER = 'x-straybytes-path';

/**
 * Where to go after signing in: a path of our own, or `/` for anything else. Browsers take a backslash for a slash and
 * leave tabs and line ends out, so that `/\t/evil.example` is another site.
 */
export function ownPath(text: string | null | undefined): string {
  if (!text?.startsWith('/') || text.length > 2000) return FIRST;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be in it
  if (/^\/[/\\]|[\u0000-\u001f\u007f]|\\/.test(text)) return FIRST;
  const base = 'http://straybytes.invalid';
  if (!URL.canParse(text, base)) return FIRST;
  const url = new URL(text, base);
  return url.origin === base && !url.pathname.startsWith('//') ? text : FIRST;
}

/** Where to sign in, and then go on to `path`. */
export function signInPath(path: string | null | undefined): '/sign-in' | `/sign-in?to=${string}` {
  const to = ownPath(path);
  return to === FIRST ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`;
}
