import type { OwnSession } from '#lib/aws/own-session.ts';
import { roleCredentials } from '#lib/aws/role-credentials.ts';
import { ssoAccountRoles } from '#lib/aws/sso-account-roles.ts';
import type { SsoBearer } from '#lib/aws/sso-accounts.ts';
import { AppError } from '#lib/errors.ts';
import { choosePermissionSet, type PermissionSetChoices } from '#lib/permission-sets/choose.ts';
import { bearerOf, endConnection, type StoredConnection, storedConnection } from '#lib/store/identity-center.ts';
import { permissionSetUses } from '#lib/store/permission-set-uses.ts';

/**
 * Which of the person's permission sets in an account fit what is to be done. Asks AWS for what the person has now.
 * @param needs IAM actions, such as `fixActions` of lib/fix/actions.ts
 * @throws AppError `refused` with reason `notConnected`; `denied` with reason `notAssigned` for an account where the person
 * has nothing, or `connection` when AWS has ended it
 */
export async function permissionSetChoices({
  sessionId,
  accountId,
  needs,
}: {
  sessionId: string;
  accountId: string;
  needs: readonly string[];
}): Promise<PermissionSetChoices> {
  const [permissionSets, uses] = await Promise.all([
    withBearer(sessionId, (bearer) => ssoAccountRoles({ ...bearer, accountId })),
    permissionSetUses(accountId),
  ]);
  return choosePermissionSet({ permissionSets, needs, uses });
}

/**
 * A session of the person's own, fetched anew each time and kept nowhere.
 * @throws AppError as permissionSetChoices
 */
export function ownSessionOf({
  sessionId,
  accountId,
  permissionSet,
}: {
  sessionId: string;
  accountId: string;
  permissionSet: string;
}): Promise<OwnSession> {
  return withBearer(sessionId, (bearer, { userName }) =>
    roleCredentials({ ...bearer, accountId, permissionSet, userName }),
  );
}

/** Names the connection of a session, which another one of the same session is not. @throws AppError `refused` with reason `notConnected` */
export async function connectionIdOf(sessionId: string): Promise<string> {
  const connection = await storedConnection(sessionId);
  if (connection?.state !== 'connected') throw notConnected();
  return connection.flowId;
}

/** Asks with the token of a session. What AWS does not know any more is ended here as well. @throws AppError as permissionSetChoices */
export async function withBearer<T>(
  sessionId: string,
  ask: (bearer: SsoBearer, connection: StoredConnection) => Promise<T>,
): Promise<T> {
  const held = await bearerOf(sessionId);
  if (!held) throw notConnected();
  const { connection, accessToken } = held;
  const { flowId, region } = connection;
  try {
    return await ask({ region, accessToken }, connection);
  } catch (error) {
    if (error instanceof AppError && error.details.reason === 'connection')
      await endConnection({ flowId, state: 'expired' });
    throw error;
  }
}

function notConnected(): AppError {
  return new AppError(
    'refused',
    'You are not connected with IAM Identity Center, or the connection has ended. Connect, then try again.',
    { reason: 'notConnected' },
  );
}
