import { randomUUID } from 'node:crypto';
import { registerClient } from '#lib/aws/register-client.ts';
import { startDeviceAuthorization } from '#lib/aws/start-device-authorization.ts';
import { beginConnection } from '#lib/store/identity-center.ts';
import { type Connection, viewOf } from './connection.ts';
import { disconnect } from './disconnect.ts';
import { type IdentityCenterPlace, parsePlace } from './place.ts';

/**
 * Begins to connect a session: the person answers on a page of AWS. A connection that the session had before is ended.
 * @throws AppError `invalid` for a start URL that AWS does not know in this region (`details.reason = 'startUrl'`), and when
 * AWS cannot be asked
 */
export async function startConnection({
  sessionId,
  personId,
  actor,
  ...input
}: IdentityCenterPlace & { sessionId: string; personId: string; actor: string }): Promise<Connection> {
  const { startUrl, region } = parsePlace(input);
  const registration = await registerClient(region);
  const { deviceCode, ...device } = await startDeviceAuthorization({ region, startUrl, registration });
  await disconnect({ sessionId, actor });
  const { userCode, verificationUri, verificationUriComplete, intervalSeconds, expiresInSeconds } = device;
  const stored = await beginConnection({
    sessionId,
    personId,
    flowId: randomUUID(),
    startUrl,
    region,
    userCode,
    verificationUri,
    verificationUriComplete,
    intervalSeconds,
    expiresInSeconds,
    secrets: { ...registration, deviceCode },
  });
  return viewOf(stored);
}
