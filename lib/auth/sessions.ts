import type { Viewer } from '#lib/auth/viewer.ts';
import { AppError } from '#lib/errors.ts';

export type SessionView = {
  sessionId: string;
  /** Where it was begun from. */
  address: string;
  /** In words: `Firefox on Linux`. */
  browser: string;
  method: 'password' | 'oidc' | 'saml';
  createdAt: Date;
  /** To within a few minutes. */
  lastSeenAt: Date;
  expiresAt: Date;
  /** The one that asks. */
  current: boolean;
};

/** Those of a person that are open now, the one seen last first. */
export async function listSessions(_: { personId: string; current: string | null }): Promise<SessionView[]> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** Ends one at once: of one's own, or anybody's with the power over people. @throws AppError `notFound`, `forbidden` */
export async function revokeSession(_: { sessionId: string; actor: Viewer }): Promise<void> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** @returns how many were ended */
export async function revokeAllSessions(_: {
  personId: string;
  except?: string | null;
  actor: Viewer;
}): Promise<number> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}
