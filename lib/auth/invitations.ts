import { hashPassword } from 'better-auth/crypto';
import { z } from 'zod';
import type { Caller } from '#lib/auth/caller.ts';
import { LOCAL_SESSION } from '#lib/auth/connection-owner.ts';
import { giveBackAll, limits, takeAll } from '#lib/auth/limits.ts';
import { linkToken } from '#lib/auth/link-token.ts';
import { acceptablePassword } from '#lib/auth/password.ts';
import { nameOfPerson } from '#lib/auth/person-name.ts';
import { type Role, roleOf } from '#lib/auth/power.ts';
import { recordPeople, recordVoided } from '#lib/auth/record.ts';
import { enter, type SignedIn } from '#lib/auth/sign-in.ts';
import type { Viewer } from '#lib/auth/viewer.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { disconnect, tellingEnds } from '#lib/identity-center/disconnect.ts';
import {
  addInvitation,
  type InvitationRow,
  openInvitationOf,
  openInvitationRows,
  takeInvitation,
  voidInvitation,
} from '#lib/store/invitations.ts';
import { personByEmail, personRow } from '#lib/store/people.ts';

const HOUR_SECONDS = 3_600;
const WEEK_SECONDS = 7 * 24 * HOUR_SECONDS;

export type InvitationKind = 'first' | 'invite' | 'reset';

export type OpenInvitation = {
  invitationId: string;
  /** To join with, or for a new password. */
  kind: 'invite' | 'reset';
  email: string;
  /** Whose password it resets. */
  name: string | null;
  role: Role;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
};

/** A link is `/join/<token>` after `linkBase()`. */
export type NewInvitation = { token: string; expiresAt: Date };

const emailOf = z.email().max(254);

/**
 * Valid once, for 7 days and while who made it is an administrator; an open one to the same address is voided.
 * @throws AppError `conflict` for who is here already
 */
export async function invite({
  email,
  role,
  actor,
}: {
  email: string;
  role: Role;
  actor: Viewer;
}): Promise<NewInvitation> {
  const address = email.trim().toLowerCase();
  if (!emailOf.safeParse(address).success) throw notAnAddress();
  if (await personByEmail(address))
    throw new AppError('conflict', `${address} is here already. Change the role instead.`);
  const token = linkToken();
  const what = { token, kind: 'invite', email: address, role, invitedBy: actor.name, makerId: actor.personId } as const;
  const { expiresAt, voided } = made(await addInvitation({ ...what, seconds: WEEK_SECONDS }));
  await recordVoided({ actor: actor.name, address: actor.address, voided, by: 'replaced' });
  await recordPeople({
    actor: actor.name,
    action: 'person.invite',
    address: actor.address,
    detail: { email: address, role },
  });
  return { token, expiresAt };
}

/** Those to people, also for a new password, that nobody used yet and that have not ended. */
export async function openInvitations(): Promise<OpenInvitation[]> {
  return (await openInvitationRows()).map(({ kind, email, role, personId: _of, ...row }) => {
    return { ...row, kind: kind === 'reset' ? kind : 'invite', email: email ?? '', role: roleOf(role) ?? 'viewer' };
  });
}

/** @throws AppError `notFound` */
export async function revokeInvitation({
  invitationId,
  actor,
}: {
  invitationId: string;
  actor: Viewer;
}): Promise<void> {
  const voided = await voidInvitation(invitationId);
  if (!voided) throw new AppError('notFound', 'This link is used, ended or revoked already.');
  await recordVoided({ actor: actor.name, address: actor.address, voided: [voided] });
}

/**
 * What a link is for, without using it; null: it is none, or none any more. `email` null: the person types it. `name` is
 * that of the person whose password it resets.
 * @throws AppError `throttled` for who tries many
 */
export async function readInvitation(
  token: string,
  { address }: { address: string },
): Promise<{ kind: InvitationKind; email: string | null; role: Role; name: string | null } | null> {
  const invitation = await opened(token, address);
  if (!invitation) return null;
  const { kind, email, role, name } = invitation;
  return { kind, email, role: roleOf(role) ?? 'viewer', name };
}

/**
 * Makes the person, or gives the person a new password, and signs them in.
 * @throws AppError `invalid` for a weak password or a name that is taken, `notFound` for a link that is none any more
 */
export async function acceptInvitation({
  token,
  name = '',
  email = '',
  password,
  ...caller
}: Caller & {
  token: string;
  name?: string | undefined;
  email?: string | undefined;
  password: string;
}): Promise<SignedIn> {
  const invitation = await opened(token, caller.address);
  if (!invitation) throw gone();
  const who = whoJoins(invitation, { name, email });
  await takeAll([limits.judgeFrom(caller.address)]);
  await acceptablePassword({ password, name: who.name, email: who.email });
  const passwordHash = await hashPassword(password);
  const take = () => takeInvitation({ token, ...who, passwordHash });
  // Who is here already loses their sessions with the old password.
  const here = await (invitation.personId ? personRow(invitation.personId) : personByEmail(who.email));
  const ends = here && { personId: here.personId, actor: here.name, address: caller.address };
  const joined = await (ends ? tellingEnds(ends, take) : take());
  if (joined.outcome !== 'joined') throw refusals[joined.outcome]();
  const detail = { kind: invitation.kind, role: joined.role, ...(joined.existed && { newPassword: true }) };
  await recordPeople({ actor: joined.name, action: 'person.join', address: caller.address, detail });
  // What whoever was at the machine was connected with is nobody's from now on.
  if (invitation.kind === 'first')
    await disconnect({ sessionId: LOCAL_SESSION, actor: joined.name, address: caller.address });
  return enter({ email: joined.email, password, ...caller });
}

/** A link for the first administrator, or for a new one when nobody can sign in: valid once, for an hour; voids those before it. */
export async function firstAdministratorLink(): Promise<NewInvitation> {
  const token = linkToken();
  const what = { token, kind: 'first', email: null, role: 'administrator', invitedBy: 'server' } as const;
  const { expiresAt, voided } = made(await addInvitation({ ...what, seconds: HOUR_SECONDS }));
  await recordVoided({ actor: 'server', address: null, voided, by: 'replaced' });
  return { token, expiresAt };
}

/** @throws AppError `forbidden` where none was made, because whose power it took lost it meanwhile */
export function made<T>(link: T | null): T {
  if (link) return link;
  throw new AppError('forbidden', 'This takes the role of administrator, which you have no more.');
}

/** What links begin with, without a slash at the end: TRUSTED_ORIGIN, PUBLIC_URL, or where the server listens. */
export function linkBase(): string {
  const { TRUSTED_ORIGIN, PUBLIC_URL, HOST, PORT } = env();
  const everywhere = ['0.0.0.0', '::'].includes(HOST) ? 'localhost' : HOST;
  const here = `http://${everywhere.includes(':') ? `[${everywhere}]` : everywhere}:${PORT}`;
  return (TRUSTED_ORIGIN ?? PUBLIC_URL ?? here).replace(/\/+$/, '');
}

/** Only what opens nothing counts against who asks. */
async function opened(token: string, address: string): Promise<InvitationRow | null> {
  const limited = [limits.joinFrom(address)];
  await takeAll(limited);
  const invitation = token.length > 100 ? null : await openInvitationOf(token);
  if (invitation) await giveBackAll(limited);
  return invitation;
}

function whoJoins(
  { kind, email, name: known }: InvitationRow,
  typed: { name: string; email: string },
): { name: string; email: string } {
  if (kind === 'reset') return { name: known ?? '', email: email ?? '' };
  const name = nameOfPerson.safeParse(typed.name);
  const problem = name.error?.issues[0]?.message ?? 'a name';
  if (!name.success) throw new AppError('invalid', `The name: ${problem}.`, { field: 'name' });
  const address = (email ?? typed.email).trim().toLowerCase();
  if (!emailOf.safeParse(address).success) throw notAnAddress();
  return { name: name.data, email: address };
}

const refusals = {
  gone,
  emailTaken: () =>
    new AppError('conflict', 'There is a person with this e-mail address already. Sign in.', { field: 'email' }),
  nameTaken: () =>
    new AppError('invalid', 'Somebody here has this name. Add something to tell you apart.', { field: 'name' }),
};

function notAnAddress(): AppError {
  return new AppError('invalid', 'This is no e-mail address, such as ada@example.com.', { field: 'email' });
}

function gone(): AppError {
  return new AppError(
    'notFound',
    'This link was used, has ended or was never one. Ask an administrator for a new one.',
  );
}
