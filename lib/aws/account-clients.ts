import { AccountClient } from '@aws-sdk/client-account';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { env } from '#lib/env.ts';
import { ANSWER_TIMEOUT_MS } from './clients.ts';
import { awsConfigured } from './endpoint.ts';
import { type GlobalService, globalClient, onlyS3, regionOf } from './global-client.ts';
import { ambientIdentity } from './identity.ts';
import type { AwsTarget } from './target.ts';

const services = {
  endpoint: accountEndpoint,
  regions: { 'aws-cn': 'cn-northwest-1', 'aws-us-gov': 'us-gov-west-1' },
  answerTimeoutMs: ANSWER_TIMEOUT_MS,
  missingThere: 'it has no users, roles or contacts to read',
};

/** AWS Organizations, as the ambient identity sees it. */
export function organizationsClient(target: AwsTarget): Promise<OrganizationsClient> {
  return clientOf({ ...services, name: 'organizations', make: (config) => new OrganizationsClient(config) }, target);
}

/** The IAM of an account. */
export function iamClient(target: AwsTarget): Promise<IAMClient> {
  return clientOf({ ...services, name: 'iam', make: (config) => new IAMClient(config) }, target);
}

/** The contacts of an account, as it sees them itself. */
export function accountClient(target: AwsTarget): Promise<AccountClient> {
  return clientOf({ ...services, name: 'account', make: (config) => new AccountClient(config) }, target);
}

/** The endpoint given for all of these, where it is not AWS's own. */
export function accountEndpoint(): string | undefined {
  return env().AWS_ENDPOINT_URL;
}

export function globalRegion(): Promise<string> {
  return regionOf(services);
}

/** Of a server that told no identity there is nothing to ask. */
async function clientOf<T extends { middlewareStack: unknown }>(
  service: GlobalService<T>,
  target: AwsTarget,
): Promise<T> {
  await awsConfigured();
  if (!target.as && (await ambientIdentity()).arn === null) throw onlyS3(service, target.accountId);
  return globalClient(service, target);
}
