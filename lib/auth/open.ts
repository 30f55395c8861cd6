import { AppError } from '#lib/errors.ts';

/**
 * Whether whoever reaches this server may fix: on loopback, as long as there is no administrator and SIGN_IN does not
 * ask for one.
 */
export async function isOpen(): Promise<boolean> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}
