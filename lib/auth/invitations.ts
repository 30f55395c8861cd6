import type { Role } from '#lib/auth/power.ts';
import type { Caller, SignedIn } from '#lib/auth/sign-in.ts';
import type { Viewer } from '#lib/auth/viewer.ts';
import { AppError } from '#lib/errors.ts';

export type InvitationKind = 'first' | 'invite' | 'reset';

export type OpenInvitation = {
  invitationId: string;
  email: string;
  role: Role;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
};

/** A link is `/join/<token>` after `linkBase()`. */
export type NewInvitation = { token: string; expiresAt: Date };

/** Valid once, for 7 days; an open one to the same address is voided. @throws AppError `conflict` for who is here already */
export async function invite(_: { email: string; role: Role; actor: Viewer }): Promise<NewInvitation> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** Those to people that nobody used yet and that have not ended. */
export async function openInvitations(): Promise<OpenInvitation[]> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** @throws AppError `notFound` */
export async function revokeInvitation(_: { invitationId: string; actor: Viewer }): Promise<void> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/**
 * What a link is for, without using it; null: it is none, or none any more. `email` null: the person types it. `name` is
 * that of the person whose password it resets.
 * @throws AppError `throttled` for who tries many
 */
export async function readInvitation(
  _token: string,
  _from: { address: string },
): Promise<{ kind: InvitationKind; email: string | null; role: Role; name: string | null } | null> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/**
 * Makes the person, or gives the person a new password, and signs them in.
 * @throws AppError `invalid` for a weak password or a name that is taken, `notFound` for a link that is none any more
 */
export async function acceptInvitation(
  _: Caller & { token: string; name?: string; email?: string; password: string },
): Promise<SignedIn> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** A link for the first administrator, or for a new one when nobody can sign in: valid once, for an hour; voids those before it. */
export async function firstAdministratorLink(): Promise<NewInvitation> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** What links begin with, without a slash at the end: TRUSTED_ORIGIN, PUBLIC_URL, or where the server listens. */
export function linkBase(): string {
  throw new AppError('unsupported', 'Sign-in is being built.');
}
