import { setTimeout as pause } from 'node:timers/promises';
import { ssoLogout } from '#lib/aws/sso-logout.ts';
import { bearerOf, deleteConnection, sessionsOf } from '#lib/store/identity-center.ts';
import { noteConnection } from './note-connection.ts';

/** So long signing out waits for AWS to hear of it; the token is forgotten here before. */
const LOGOUT_WAIT_MS = 3000;

/** @param address where it was asked from; left out: of the work that this belongs to */
type By = { actor: string; address?: string };

/**
 * Ends what a session is connected with, here and, where it answers, at AWS: to be called at each sign-out. The token is
 * gone from the store whatever AWS says.
 */
export async function disconnect({ sessionId, ...by }: By & { sessionId: string }): Promise<void> {
  await (await heldConnection(sessionId)).end(by);
}

/** Likewise for every session of a person but `except`, such as one whose powers are taken away. */
export async function disconnectPerson({
  personId,
  except = null,
  ...by
}: By & { personId: string; except?: string | null }): Promise<void> {
  await (await heldConnections({ personId, except })).end(by);
}

/** What can be ended also after the sessions are gone, and with these the tokens that AWS is told of. */
export type Held = { end: (by: By) => Promise<void> };

/** What all sessions of a person are connected with, as it stands now. */
export async function heldConnections({
  personId,
  except = null,
}: {
  personId: string;
  except?: string | null;
}): Promise<Held> {
  const sessions = (await sessionsOf(personId)).filter((sessionId) => sessionId !== except);
  const held = await Promise.all(sessions.map(heldConnection));
  return {
    end: async (by) => {
      await Promise.all(held.map(({ end }) => end(by)));
    },
  };
}

async function heldConnection(sessionId: string): Promise<Held> {
  // One that cannot be opened any more (another APP_SECRET) is forgotten all the same.
  const bearer = await bearerOf(sessionId).catch(() => null);
  return {
    end: async (by) => {
      await deleteConnection(sessionId);
      if (!bearer) return;
      const { connection, accessToken } = bearer;
      const told = ssoLogout({ region: connection.region, accessToken }).catch(() => undefined);
      await Promise.race([told, pause(LOGOUT_WAIT_MS, undefined, { ref: false })]);
      await noteConnection({ connection, action: 'disconnect', ...by });
    },
  };
}
