import { ssoLogout } from '#lib/aws/sso-logout.ts';
import { bearerOf, deleteConnection, sessionsOf } from '#lib/store/identity-center.ts';
import { noteConnection } from './note-connection.ts';

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
  await ssoLogout({ region: connection.region, accessToken }).catch(() => undefined);
  await noteConnection({ connection, actor, action: 'disconnect' });
}

/** Likewise for every session of a person, such as one whose powers are taken away. */
export async function disconnectPerson({ personId, actor }: { personId: string; actor: string }): Promise<void> {
  for (const sessionId of await sessionsOf(personId)) await disconnect({ sessionId, actor });
}
