import type { Caller } from '#lib/auth/sign-in.ts';
import { AppError } from '#lib/errors.ts';

/** Of the signed in person; ends their other sessions. @throws AppError `unauthenticated`, `invalid` for a weak one, `throttled` */
export async function changePassword(_: Caller & { current: string; next: string }): Promise<void> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}
