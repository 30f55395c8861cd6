import { made } from '#lib/auth/invitations.ts';
import { linkToken } from '#lib/auth/link-token.ts';
import { mayRole, type Role, roleOf } from '#lib/auth/power.ts';
import { recordPeople, recordVoided } from '#lib/auth/record.ts';
import { reducedBy } from '#lib/auth/reduced.ts';
import type { Viewer } from '#lib/auth/viewer.ts';
import { AppError } from '#lib/errors.ts';
import { disconnect, disconnectPerson, tellingEnds } from '#lib/identity-center/disconnect.ts';
import { addInvitation } from '#lib/store/invitations.ts';
import { type Change, dropSecondFactor, personRow, personRows, writeDisabled, writeRole } from '#lib/store/people.ts';
import { sessionsOf } from '#lib/store/sessions.ts';
import { secondFactorRequired, writeSecondFactorRequired } from '#lib/store/settings.ts';

const RESET_SECONDS = 86_400;

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
  /** The role is what groups of an identity provider give, renewed at each sign-in with it. */
  roleFromGroups: boolean;
  /** Sessions that are open now. */
  sessions: number;
};

export type PeopleSettings = {
  /** Whoever may fix and signs in by password acts as viewer until they have a second factor. */
  requireSecondFactor: boolean;
};

export async function listPeople(): Promise<Person[]> {
  return (await personRows()).map((row) => ({ ...row, role: roleOf(row.role) ?? 'viewer' }));
}

/** Takes effect at their next click. @throws AppError `refused` for the last enabled administrator, `notFound` */
export async function changeRole({
  personId,
  role,
  actor,
}: {
  personId: string;
  role: Role;
  actor: Viewer;
}): Promise<void> {
  const { name, before, voided } = changed(await writeRole({ personId, role }));
  // Who may fix nothing any more keeps no token that could.
  if (!mayRole(role, 'fix')) await disconnectPerson({ personId, actor: actor.name, address: actor.address });
  if (before !== role) await record({ action: 'person.role', actor, detail: { name, from: before, to: role } });
  await recordVoided({ actor: actor.name, address: actor.address, voided, by: 'maker' });
}

/** Ends all their sessions; their tokens open nothing until they are enabled. @throws AppError `refused` for the last enabled administrator */
export async function disablePerson({ personId, actor }: { personId: string; actor: Viewer }): Promise<void> {
  const { name, before, voided } = await tellingEnds(
    { personId, actor: actor.name, address: actor.address },
    async () => changed(await writeDisabled({ personId, disabled: true })),
  );
  if (before !== 'disabled') await record({ action: 'person.disable', actor, detail: { name } });
  await recordVoided({ actor: actor.name, address: actor.address, voided, by: 'maker' });
}

export async function enablePerson({ personId, actor }: { personId: string; actor: Viewer }): Promise<void> {
  const { name, before } = changed(await writeDisabled({ personId, disabled: false }));
  if (before === 'disabled') await record({ action: 'person.enable', actor, detail: { name } });
}

export async function peopleSettings(): Promise<PeopleSettings> {
  return { requireSecondFactor: await secondFactorRequired() };
}

/** Takes effect at the next click of whoever is without. */
export async function setRequireSecondFactor({ required, actor }: { required: boolean; actor: Viewer }): Promise<void> {
  if ((await secondFactorRequired()) === required) return;
  await writeSecondFactorRequired(required);
  if (required) await disconnectReduced(actor);
  await record({ action: 'setting.change', actor, detail: { setting: 'requireSecondFactor', to: required } });
}

/** Who may only look from now on keeps no token that could fix, and a look of theirs that runs ends. */
async function disconnectReduced(actor: Viewer): Promise<void> {
  const by = { actor: actor.name, address: actor.address };
  const ends = (await personRows()).map(async ({ personId, role, secondFactor }) => {
    for (const { sessionId, method } of await sessionsOf(personId)) {
      const byPassword = method === 'password' && !secondFactor;
      if (await reducedBy({ role: roleOf(role) ?? 'viewer', byPassword })) await disconnect({ sessionId, ...by });
    }
  });
  await Promise.all(ends);
}

/** @returns the token of a link with which the person chooses a new password: valid once, for a day */
export async function resetPassword({
  personId,
  actor,
}: {
  personId: string;
  actor: Viewer;
}): Promise<{ token: string; expiresAt: Date }> {
  const person = await personRow(personId);
  if (!person) throw nobody();
  const token = linkToken();
  const { role, name } = person;
  const what = {
    token,
    kind: 'reset',
    email: null,
    role,
    personId,
    invitedBy: actor.name,
    makerId: actor.personId,
  } as const;
  const { expiresAt, voided } = made(await addInvitation({ ...what, seconds: RESET_SECONDS }));
  await recordVoided({ actor: actor.name, address: actor.address, voided, by: 'replaced' });
  await record({ action: 'person.reset', actor, detail: { name } });
  return { token, expiresAt };
}

/** For who lost the authenticator and the recovery codes. Ends all their sessions. */
export async function removeSecondFactorOf({ personId, actor }: { personId: string; actor: Viewer }): Promise<void> {
  const ends = { personId, actor: actor.name, address: actor.address };
  const name = await tellingEnds(ends, () => dropSecondFactor(personId));
  if (name === null) throw nobody();
  await record({ action: 'secondFactor.remove', actor, detail: { name } });
}

function record({ actor, ...what }: { action: string; actor: Viewer; detail: Record<string, unknown> }): Promise<void> {
  return recordPeople({ ...what, actor: actor.name, address: actor.address });
}

function changed(change: Change): Extract<Change, { outcome: 'done' }> {
  if (change.outcome === 'done') return change;
  if (change.outcome === 'notFound') throw nobody();
  const message = 'This is the only administrator who may sign in. Make somebody else administrator first.';
  throw new AppError('refused', message, { reason: 'lastAdministrator' });
}

function nobody(): AppError {
  return new AppError('notFound', 'There is no such person. Load the page again.');
}
