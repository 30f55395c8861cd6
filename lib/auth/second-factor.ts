import type { Caller } from '#lib/auth/sign-in.ts';
import { AppError } from '#lib/errors.ts';

/** What an authenticator app needs, shown once. */
export type NewSecondFactor = {
  /** otpauth://… */
  uri: string;
  /** The same as a picture: a whole `<svg>`. */
  qrSvg: string;
  /** The same to type, in base32. */
  secret: string;
};

/**
 * Makes a secret for the signed in person. It is asked for only after `confirmSecondFactor`.
 * @throws AppError `unauthenticated` for a wrong password, `conflict` when there is one already
 */
export async function beginSecondFactor(_: Caller & { password: string }): Promise<NewSecondFactor> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** Proves that the app has the secret. @returns the recovery codes, shown once. @throws AppError `unauthenticated` for a wrong code */
export async function confirmSecondFactor(_: Caller & { code: string }): Promise<{ recoveryCodes: string[] }> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** @throws AppError `unauthenticated` for a wrong password */
export async function removeSecondFactor(_: Caller & { password: string }): Promise<void> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** Voids the old ones. @throws AppError `unauthenticated` for a wrong password */
export async function newRecoveryCodes(_: Caller & { password: string }): Promise<{ recoveryCodes: string[] }> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** How it stands for the signed in person. */
export async function secondFactorState(_: { personId: string }): Promise<{
  enabled: boolean;
  /** Recovery codes that are not used yet. */
  recoveryCodesLeft: number;
  /** Whether they can sign in by password at all: who comes by single sign-on has the provider's second factor. */
  hasPassword: boolean;
}> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}
