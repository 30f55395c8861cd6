import { setTimeout as pause } from 'node:timers/promises';
import { ssoLogout } from '#lib/aws/sso-logout.ts';
import {
  type ConnectionToEnd,
  connectionsLeft,
  connectionsOfOverSessions,
  connectionToEnd,
  sessionsOf,
  takeConnection,
} from '#lib/store/identity-center.ts';
import { noteConnection } from './note-connection.ts';

/** So long signing out waits for AWS to hear of it; the token is forgotten here before. */
const LOGOUT_WAIT_MS = 3000;

/** @param address where it was asked from; left out: of the work that this belongs to; null: nobody asked */
type By = { actor: string; address?: string | null; why?: 'sessionOver' };

/**
 * Ends what a session is connected with, here and, where it answers, at AWS: to be called at each sign-out. The token is
 * gone from the store whatever AWS says.
 */
export async function disconnect({ sessionId, ...by }: By & { sessionId: string }): Promise<void> {
  const held = await takeConnection(sessionId);
  if (held) await tell(held, by);
}

/** Likewise for every session of a person but `except`, such as one whose powers are taken away. */
export async function disconnectPerson({
  personId,
  except = null,
  ...by
}: By & { personId: string; except?: string | null }): Promise<void> {
  const sessions = (await sessionsOf(personId)).filter((sessionId) => sessionId !== except);
  await Promise.all(sessions.map((sessionId) => disconnect({ sessionId, ...by })));
}

/** Likewise for a session whose time is over, before it goes. */
export async function disconnectOver(sessionId: string): Promise<void> {
  await disconnect({ sessionId, actor: 'server', address: null, why: 'sessionOver' });
}

/** Likewise for all of these, which nobody may come back to: by the worker, again and again. */
export async function disconnectAllOver(): Promise<void> {
  for (const sessionId of await connectionsOfOverSessions()) await disconnectOver(sessionId);
}

/**
 * Work that may end sessions of a person, whose connections go with them: those that are gone after it, also where it
 * fails, are told to AWS and in Activity.
 */
export async function tellingEnds<T>(
  { personId, ...by }: By & { personId: string },
  work: () => Promise<T>,
): Promise<T> {
  // Of their sessions that are over already it is told as of such, and once; for those of others nobody waits here.
  await Promise.all((await connectionsOfOverSessions(personId)).map(disconnectOver));
  const held = (await Promise.all((await sessionsOf(personId)).map(connectionToEnd))).filter((one) => one !== null);
  try {
    return await work();
  } finally {
    const left = await connectionsLeft(held.map(({ connection }) => connection.flowId));
    await Promise.all(held.filter(({ connection }) => !left.has(connection.flowId)).map((one) => tell(one, by)));
  }
}

async function tell({ connection, accessToken }: ConnectionToEnd, by: By): Promise<void> {
  // With another APP_SECRET it cannot be opened any more, and ends at AWS by itself.
  if (accessToken !== null) {
    const told = ssoLogout({ region: connection.region, accessToken }).catch(() => undefined);
    await Promise.race([told, pause(LOGOUT_WAIT_MS, undefined, { ref: false })]);
  }
  await noteConnection({ connection, action: 'disconnect', ...by });
}
