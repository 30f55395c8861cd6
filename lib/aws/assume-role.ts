import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { CredentialSource, Credentials } from './credentials.ts';
import { STS_TIMEOUTS, stsEndpoint } from './endpoint.ts';
import { memoryOf } from './memory.ts';
import { sockets } from './sockets.ts';

/**
 * A session of a role.
 * @param from the credentials that the role trusts, the same at every call
 * @param region whose STS is asked
 * @throws the SDK's own error
 */
export async function assumeRole({
  from,
  region,
  arn,
  session,
  externalId,
}: {
  from: CredentialSource;
  region: string;
  arn: string;
  session: string;
  externalId: string | undefined;
}): Promise<Credentials> {
  const command = new AssumeRoleCommand({
    RoleArn: arn,
    RoleSessionName: session,
    ...(externalId && { ExternalId: externalId }),
  });
  const { Credentials: given } = await stsClient(region, from).send(command);
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken, Expiration } = given ?? {};
  if (!accessKeyId || !secretAccessKey) throw new Error(`STS answered AssumeRole of ${arn} without credentials.`);
  return {
    accessKeyId,
    secretAccessKey,
    ...(SessionToken && { sessionToken: SessionToken }),
    ...(Expiration && { expiration: Expiration }),
  };
}

/** One a region for every account: the SDK's own provider would keep one for each role, for as long as we know the role. */
function stsClient(region: string, credentials: CredentialSource): STSClient {
  const endpoint = stsEndpoint();
  return memoryOf(
    `sts ${region}`,
    () =>
      new STSClient({
        region,
        credentials,
        requestHandler: { ...STS_TIMEOUTS, ...sockets() },
        ...(endpoint && { endpoint }),
      }),
  );
}
