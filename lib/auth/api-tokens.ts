import type { Role } from '#lib/auth/power.ts';
import type { Viewer } from '#lib/auth/viewer.ts';
import { AppError } from '#lib/errors.ts';

export type ApiTokenView = {
  tokenId: string;
  name: string;
  role: Role;
  /** How it begins, to tell it from others. */
  prefix: string;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  lastUsedFrom: string | null;
  /** maker: who made it is disabled. */
  state: 'active' | 'expired' | 'revoked' | 'maker';
};

/** The token is shown once. @throws AppError `forbidden` for a role above the maker's, `invalid` for days outside 1..365 */
export async function makeToken(_: {
  name: string;
  role: Role;
  days: number;
  actor: Viewer;
}): Promise<{ token: string; view: ApiTokenView }> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** The newest first, also those that open nothing any more. */
export async function listTokens(): Promise<ApiTokenView[]> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** @throws AppError `notFound` */
export async function revokeToken(_: { tokenId: string; actor: Viewer }): Promise<void> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** Who a bearer token is; null when it opens nothing. */
export async function viewerOfToken(_token: string, _address: string): Promise<Viewer | null> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}
