import { BudgetsClient } from '@aws-sdk/client-budgets';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { AppError } from '#lib/errors.ts';
import { CONNECT_TIMEOUT_MS, MAX_ATTEMPTS } from './clients.ts';
import { retrySkewOnly } from './clock-skew.ts';
import { credentialsFor } from './credentials.ts';
import { awsConfigured, budgetsEndpoint, costsEndpoint, hasSts } from './endpoint.ts';
import { ambientIdentity } from './identity.ts';
import { recentOf } from './memory.ts';
import type { AwsTarget } from './target.ts';

/** Cost Explorer thinks longer than S3. */
const ANSWER_TIMEOUT_MS = 30_000;

/** Cost Explorer as an account sees it: a management account sees all its members, a member itself. */
export function costExplorerClient(target: AwsTarget): Promise<CostExplorerClient> {
  return clientOf('costs', target, costsEndpoint, (config) => new CostExplorerClient(config));
}

/** The budgets of an account. */
export function budgetsClient(target: AwsTarget): Promise<BudgetsClient> {
  return clientOf('budgets', target, budgetsEndpoint, (config) => new BudgetsClient(config));
}

/** Both services are global and have one region for each partition. */
export async function billingRegion(): Promise<string> {
  const { partition } = await ambientIdentity();
  return partition === 'aws-cn' ? 'cn-northwest-1' : 'us-east-1';
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
  endpointOf: () => string | undefined,
  make: (config: Config) => T,
): Promise<T> {
  await awsConfigured();
  const endpoint = endpointOf();
  if (endpoint === undefined && !hasSts()) throw onlyS3(accountId);
  const [region, credentials] = await Promise.all([billingRegion(), credentialsFor({ accountId, power })]);
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

/** Its access keys are no business of AWS's. */
function onlyS3(accountId: string): AppError {
  return new AppError(
    'unsupported',
    `Account ${accountId} is on a server that only speaks S3: there is no bill and no budget to read.`,
    { accountId, reason: 'onlyS3' },
  );
}
