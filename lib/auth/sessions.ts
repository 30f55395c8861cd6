import { browserName } from '#lib/auth/browser-name.ts';
import { recordPeople } from '#lib/auth/record.ts';
import { may, type Viewer } from '#lib/auth/viewer.ts';
import { AppError } from '#lib/errors.ts';
import { disconnect, disconnectPerson } from '#lib/identity-center/disconnect.ts';
import { personRow } from '#lib/store/people.ts';
import { endSession, endSessionsOf, sessionRow, sessionsOf } from '#lib/store/sessions.ts';

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
export async function listSessions({
  personId,
  current,
}: {
  personId: string;
  current: string | null;
}): Promise<SessionView[]> {
  return (await sessionsOf(personId)).map(
    ({ sessionId, address, userAgent, method, createdAt, lastSeenAt, expiresAt }) => ({
      sessionId,
      address: address ?? '',
      browser: browserName(userAgent),
      method: method === 'oidc' || method === 'saml' ? method : 'password',
      createdAt,
      lastSeenAt,
      expiresAt,
      current: sessionId === current,
    }),
  );
}

/** Ends one at once: of one's own, or anybody's with the power over people. @throws AppError `notFound`, `forbidden` */
export async function revokeSession({ sessionId, actor }: { sessionId: string; actor: Viewer }): Promise<void> {
  const session = await sessionRow(sessionId);
  const mine = session !== null && session.personId === actor.personId;
  // Whether there is such a session is nobody else's business.
  if (!session || (!mine && !may(actor, 'people'))) throw new AppError('notFound', 'This session has ended already.');
  await disconnect({ sessionId, actor: actor.name, address: actor.address });
  await endSession(sessionId);
  await record({ actor, personId: session.personId, count: 1 });
}

/** @returns how many were ended @throws AppError `forbidden` for those of others without the power over people */
export async function revokeAllSessions({
  personId,
  except = null,
  actor,
}: {
  personId: string;
  except?: string | null;
  actor: Viewer;
}): Promise<number> {
  if (personId !== actor.personId && !may(actor, 'people'))
    throw new AppError('forbidden', 'Only an administrator ends the sessions of others.');
  await disconnectPerson({ personId, actor: actor.name, address: actor.address, except });
  const count = await endSessionsOf(personId, except);
  if (count > 0) await record({ actor, personId, count });
  return count;
}

async function record({ actor, personId, count }: { actor: Viewer; personId: string; count: number }): Promise<void> {
  const of = (await personRow(personId))?.name ?? 'unknown';
  const detail = { name: of, sessions: count };
  await recordPeople({ actor: actor.name, action: 'session.revoke', address: actor.address, detail });
}
