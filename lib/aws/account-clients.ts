import { AccountClient } from '@aws-sdk/client-account';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { ANSWER_TIMEOUT_MS, CONNECT_TIMEOUT_MS, MAX_ATTEMPTS } from './clients.ts';
import { retrySkewOnly } from './clock-skew.ts';
import { credentialsFor } from './credentials.ts';
import { awsConfigured, hasSts } from './endpoint.ts';
import { ambientIdentity } from './identity.ts';
import { recentOf } from './memory.ts';
import type { AwsTarget } from './target.ts';

/** AWS Organizations, as the ambient identity sees it. */
export function organizationsClient(target: AwsTarget): Promise<OrganizationsClient> {
  return clientOf('organizations', target, (config) => new OrganizationsClient(config));
}

/** The IAM of an account. */
export function iamClient(target: AwsTarget): Promise<IAMClient> {
  return clientOf('iam', target, (config) => new IAMClient(config));
}

/** The contacts of an account, as it sees them itself. */
export function accountClient(target: AwsTarget): Promise<AccountClient> {
  return clientOf('account', target, (config) => new AccountClient(config));
}

/** The endpoint given for all of these, where it is not AWS's own. */
export function accountEndpoint(): string | undefined {
  return env().AWS_ENDPOINT_URL;
}

/** The three are global and have one region for each partition. */
export async function globalRegion(): Promise<string> {
  const { partition } = await ambientIdentity();
  return { 'aws-cn': 'cn-northwest-1', 'aws-us-gov': 'us-gov-west-1' }[partition] ?? 'us-east-1';
}

/** Accounts that are asked at once, and some. */
const MOST_CLIENTS = 32;

type Config = {
  region: string;
  credentials: Awaited<ReturnType<typeof credentialsFor>>;
  maxAttempts: number;
  requestHandler: { connectionTimeout: number; requestTimeout: number; throwOnRequestTimeout: boolean };
  endpoint?: string;
};

async function clientOf<T extends { middlewareStack: unknown }>(
  name: string,
  { accountId, power }: AwsTarget,
  make: (config: Config) => T,
): Promise<T> {
  await awsConfigured();
  const endpoint = accountEndpoint();
  if (endpoint === undefined && !hasSts()) throw onlyS3(accountId);
  const { arn } = await ambientIdentity();
  if (arn === null) throw onlyS3(accountId);
  const [region, credentials] = await Promise.all([globalRegion(), credentialsFor({ accountId, power })]);
  return recentOf({ kind: name, name: `${accountId} ${power} ${endpoint ?? region}`, most: MOST_CLIENTS }, () =>
    retrySkewOnly(
      make({
        region,
        credentials,
        maxAttempts: MAX_ATTEMPTS,
        requestHandler: {
          connectionTimeout: CONNECT_TIMEOUT_MS,
          requestTimeout: ANSWER_TIMEOUT_MS,
          throwOnRequestTimeout: true,
        },
        ...(endpoint && { endpoint }),
      }),
    ),
  );
}

function onlyS3(accountId: string): AppError {
  return new AppError(
    'unsupported',
    `Account ${accountId} is on a server that only speaks S3: it has no users, roles or contacts to read.`,
    { accountId, reason: 'onlyS3' },
  );
}
