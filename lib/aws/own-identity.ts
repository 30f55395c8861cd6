import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { STS_TIMEOUTS, stsEndpoint } from './endpoint.ts';
import { toAppError } from './errors.ts';
import type { OwnSession } from './own-session.ts';
import { sockets } from './sockets.ts';

/** The ARN of a person's own session, which names the person: the portal does not. @throws AppError */
export async function ownIdentity({ session, region }: { session: OwnSession; region: string }): Promise<string> {
  const { accountId, keys, permissionSet } = session;
  const endpoint = stsEndpoint();
  const client = new STSClient({
    region,
    credentials: keys,
    maxAttempts: 2,
    requestHandler: { ...STS_TIMEOUTS, ...sockets() },
    ...(endpoint && { endpoint }),
  });
  try {
    return (await client.send(new GetCallerIdentityCommand({}))).Arn ?? '';
  } catch (error) {
    throw toAppError(error, { operation: 'GetCallerIdentity', accountId, region, endpoint, permissionSet });
  }
}
