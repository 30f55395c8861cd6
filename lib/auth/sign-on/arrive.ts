import { beginSession } from '#lib/auth/begin-session.ts';
import type { Caller } from '#lib/auth/caller.ts';
import { LOCAL_SESSION } from '#lib/auth/connection-owner.ts';
import { viewerOfHeaders } from '#lib/auth/current-viewer.ts';
import { isReadable, nameOfAddress, personName } from '#lib/auth/person-name.ts';
import { recordPeople, recordVoided } from '#lib/auth/record.ts';
import { roleOfGroups } from '#lib/auth/sign-on/group-role.ts';
import { SignOnRefusal } from '#lib/auth/sign-on/problem.ts';
import { env } from '#lib/env.ts';
import { disconnect, disconnectPerson } from '#lib/identity-center/disconnect.ts';
import { endSessionsOf } from '#lib/store/sessions.ts';
import { type Arrival, arrivePerson } from '#lib/store/sign-on-people.ts';

/** Who changes what groups give. */
const PROGRAM = 'single sign-on';

/** What a provider has proved of somebody. */
export type Proved = {
  provider: 'oidc' | 'saml';
  subject: string;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  groups: string[];
};

/**
 * Begins the session of who comes from a provider, with the role of their groups, and the name and e-mail address that it
 * says now. `whenIn` belongs to it: where that fails there is no session.
 * @throws SignOnRefusal
 */
export async function arrive({
  proved,
  whenIn,
  ...caller
}: Caller & { proved: Proved; whenIn?: () => Promise<void> }): Promise<void> {
  const email = addressOf(proved.email);
  const { provider, subject, emailVerified, groups } = proved;
  const saidName = personName(proved.name);
  const name = saidName ?? nameOfAddress(email) ?? nameOfAddress(subject.split(' ').at(-1)) ?? 'Somebody';
  const viewer = await viewerOfHeaders(caller);
  const role = roleOfGroups(groups, env().SSO_ROLES);
  const identity = { provider, subject, email, emailVerified, saidName, name };
  const arrival = await arrivePerson({ identity, role, signedInAs: viewer?.personId ?? null });
  await note({ arrival, provider, address: caller.address, email });
  if (arrival.outcome === 'lost') {
    await disconnectPerson({ personId: arrival.personId, actor: PROGRAM, address: caller.address });
    await endSessionsOf(arrival.personId, null);
    throw new SignOnRefusal('noRole');
  }
  if (arrival.outcome !== 'in') throw new SignOnRefusal(arrival.outcome);
  // What whoever was at the machine was connected with is nobody's from the first administrator on.
  if (arrival.before === null && arrival.role === 'administrator')
    await disconnect({ sessionId: LOCAL_SESSION, actor: arrival.name, address: caller.address });
  if (arrival.role === 'viewer' && arrival.before !== 'viewer')
    await disconnectPerson({ personId: arrival.personId, actor: PROGRAM, address: caller.address });
  await beginSession({ personId: arrival.personId, method: provider, whenIn, ...caller });
}

async function note({
  arrival,
  provider,
  address,
  email,
}: {
  arrival: Arrival;
  provider: 'oidc' | 'saml';
  address: string;
  email: string | null;
}): Promise<void> {
  const add = (actor: string, action: string, detail: Record<string, unknown>) =>
    recordPeople({ actor, action, address, detail });
  if (arrival.outcome !== 'in') {
    const actor = arrival.name ?? email ?? 'unknown';
    const reason = arrival.outcome === 'lost' ? 'noRole' : arrival.outcome;
    if (arrival.outcome === 'lost') {
      await add(PROGRAM, 'person.disable', { name: actor, by: 'groups' });
      await recordVoided({ actor: PROGRAM, address, voided: arrival.voided, by: 'maker' });
    }
    await add(actor, 'session.refuse', { reason, method: provider, ...(email && { email }) });
    return;
  }
  const { name, role, before, invited, linked, enabled, renewed, voided } = arrival;
  if (linked) await add(name, 'person.link', { name, kind: provider });
  if (enabled) await add(PROGRAM, 'person.enable', { name, by: 'groups' });
  if (before === null) await add(name, 'person.join', { kind: invited ? 'invite' : 'groups', role, method: provider });
  else if (before !== role) await add(PROGRAM, 'person.role', { name, from: before, to: role, by: 'groups' });
  if (renewed.name) await add(PROGRAM, 'person.rename', renewed.name);
  if (renewed.email) {
    const { taken, ...email } = renewed.email;
    await add(PROGRAM, 'person.email', { name, ...email, ...(taken && { taken }) });
  }
  await recordVoided({ actor: PROGRAM, address, voided, by: role === 'administrator' ? 'joined' : 'maker' });
}

/** Lower case; null for what is none, or looks like another. */
function addressOf(text: string | null): string | null {
  const address = text?.trim().toLowerCase() ?? '';
  return address.length <= 254 &&
    isReadable(address) &&
    /^[^\s@<>"',;\p{C}]+@[^\s@<>"',;\p{C}]+\.[^\s@<>"',;\p{C}]+$/u.test(address)
    ? address
    : null;
}
