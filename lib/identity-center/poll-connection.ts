import { createToken, type TokenOutcome } from '#lib/aws/create-token.ts';
import { ssoLogout } from '#lib/aws/sso-logout.ts';
import { AppError } from '#lib/errors.ts';
import {
  claimPoll,
  completeConnection,
  describeConnection,
  endConnection,
  type StoredConnection,
  slowDownPolls,
} from '#lib/store/identity-center.ts';
import { type Connection, connectionOf } from './connection.ts';
import { noteConnection } from './note-connection.ts';
import { whoIs } from './who-is.ts';

/** Of RFC 8628, section 3.5. */
const SLOW_DOWN_SECONDS = 5;

/**
 * Asks AWS whether the person has answered, not oftener than AWS wants, however often and from how many tabs this is called.
 * @throws AppError when AWS cannot be asked; the flow goes on
 */
export async function pollConnection({ sessionId, actor }: { sessionId: string; actor: string }): Promise<Connection> {
  const claimed = await claimPoll(sessionId);
  if (!claimed) return connectionOf(sessionId);
  const { connection, secrets } = claimed;
  const { flowId, region } = connection;
  const { deviceCode, ...registration } = secrets;
  const answer = await answerOf({ region, registration, deviceCode });
  switch (answer.outcome) {
    case 'token':
      await connect({ connection, actor, ...answer });
      break;
    case 'slowDown':
      await slowDownPolls({ flowId, bySeconds: SLOW_DOWN_SECONDS });
      break;
    case 'denied':
      await endConnection({ flowId, state: 'denied' });
      break;
    case 'expired':
      await endConnection({
        flowId,
        state: 'expired',
        problem: 'Nobody answered on the page of AWS in time. Connect again.',
      });
      break;
    case 'failed':
      await endConnection({ flowId, state: 'failed', problem: answer.problem });
      break;
    case 'pending':
      break;
  }
  return connectionOf(sessionId);
}

async function answerOf(
  of: Parameters<typeof createToken>[0],
): Promise<TokenOutcome | { outcome: 'failed'; problem: string }> {
  try {
    return await createToken(of);
  } catch (error) {
    if (!(error instanceof AppError) || error.details.reason !== 'connection') throw error;
    return { outcome: 'failed', problem: error.message };
  }
}

async function connect({
  connection,
  actor,
  accessToken,
  expiresInSeconds,
}: {
  connection: StoredConnection;
  actor: string;
  accessToken: string;
  expiresInSeconds: number;
}): Promise<void> {
  const { sessionId, flowId, region } = connection;
  const bearer = { region, accessToken };
  const giveBack = () => ssoLogout(bearer).catch(() => undefined);
  // The person signed out, or began anew, in the meantime.
  if (!(await completeConnection({ sessionId, flowId, accessToken, expiresInSeconds }))) return giveBack();
  const person = await whoIs(bearer);
  if (!(await describeConnection({ flowId, ...person }))) return giveBack();
  await noteConnection({ connection: { ...connection, userName: person.userName }, actor, action: 'connect' });
}
