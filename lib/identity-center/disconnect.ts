import { setTimeout as pause } from 'node:timers/promises';
import { ssoLogout } from '#lib/aws/sso-logout.ts';
import { bearerOf, deleteConnection, sessionsOf } from '#lib/store/identity-center.ts';
import { noteConnection } from './note-connection.ts';

/** So long signing out waits for AWS to hear of it; the token is forgotten here before. */
const LOGOUT_WAIT_MS = 3000;

/**
 * Ends what a session is connected with, here and, where it answers, at AWS: to be called at each sign-out. The token is
 * gone from the store whatever AWS says.
 */
export async function disconnect({ sessionId, actor }: { sessionId: string; actor: string }): Promise<void> {
  // One that cannot be opened any more (another APP_SECRET) is forgotten all the same.
  const bearer = await bearerOf(sessionId).catch(() => null);
  await deleteConnection(sessionId);
  if (!bearer) return;
  const { connection, accessToken } = bearer;
  const told = ssoLogout({ region: connection.region, accessToken }).catch(() => undefined);
  await Promise.race([told, pause(LOGOUT_WAIT_MS, undefined, { ref: false })]);
  await noteConnection({ connection, actor, action: 'disconnect' });
}

/** Likewise for every session of a person but `except`, such as one whose powers are taken away. */
export async function disconnectPerson({
  personId,
  actor,
  except = null,
}: {
  personId: string;
  actor: string;
  except?: string | null;
}): Promise<void> {
  const sessions = (await sessionsOf(personId)).filter((sessionId) => sessionId !== except);
  await Promise.all(sessions.map((sessionId) => disconnect({ sessionId, actor })));
}
