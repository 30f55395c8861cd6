import { AppError } from '#lib/errors.ts';

/** Who asks, and where else than in Next's own answer the cookies are written. */
export type Caller = {
  /** Of the request: the cookies, the browser's name. */
  headers: Headers;
  /** Where it comes from. */
  address: string;
  /** Also gets the `set-cookie` headers: for handlers and tests that answer themselves. */
  answer?: Headers | undefined;
};

export type SignedIn = { state: 'in' } | { state: 'secondFactor' };

/**
 * Begins a session, or asks for the second factor. An unknown e-mail address, a wrong password and a disabled person get
 * the same answer after the same work.
 * @throws AppError `unauthenticated`; `throttled` (reason `tooOften`) after too many
 */
export async function signIn(_: Caller & { email: string; password: string }): Promise<SignedIn> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** The second step: a code of the authenticator. @throws AppError `unauthenticated`, `throttled` */
export async function verifyCode(_: Caller & { code: string; trustDevice?: false }): Promise<SignedIn> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** The second step with a recovery code, which is used up by it. @throws AppError `unauthenticated`, `throttled` */
export async function useRecoveryCode(_: Caller & { code: string }): Promise<SignedIn> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** Ends the session of this browser. */
export async function signOut(_: Caller): Promise<void> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}
