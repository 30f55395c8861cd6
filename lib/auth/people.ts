import type { Role } from '#lib/auth/power.ts';
import type { Viewer } from '#lib/auth/viewer.ts';
import { AppError } from '#lib/errors.ts';

export type Person = {
  personId: string;
  name: string;
  email: string;
  role: Role;
  secondFactor: boolean;
  /** Has a password here; without one they come by single sign-on. */
  hasPassword: boolean;
  createdAt: Date;
  lastSignInAt: Date | null;
  /** Since when they may not sign in; null: they may. */
  disabledAt: Date | null;
  /** Sessions that are open now. */
  sessions: number;
};

export type PeopleSettings = {
  /** Whoever may fix and signs in by password acts as viewer until they have a second factor. */
  requireSecondFactor: boolean;
};

export async function listPeople(): Promise<Person[]> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** Takes effect at their next click. @throws AppError `refused` for the last enabled administrator, `notFound` */
export async function changeRole(_: { personId: string; role: Role; actor: Viewer }): Promise<void> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** Ends all their sessions; their tokens open nothing until they are enabled. @throws AppError `refused` for the last enabled administrator */
export async function disablePerson(_: { personId: string; actor: Viewer }): Promise<void> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

export async function enablePerson(_: { personId: string; actor: Viewer }): Promise<void> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

export async function peopleSettings(): Promise<PeopleSettings> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

export async function setRequireSecondFactor(_: { required: boolean; actor: Viewer }): Promise<void> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** @returns the token of a link with which the person chooses a new password: valid once, for a day */
export async function resetPassword(_: {
  personId: string;
  actor: Viewer;
}): Promise<{ token: string; expiresAt: Date }> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}

/** For who lost the authenticator and the recovery codes. Ends all their sessions. */
export async function removeSecondFactorOf(_: { personId: string; actor: Viewer }): Promise<void> {
  throw new AppError('unsupported', 'Sign-in is being built.');
}
