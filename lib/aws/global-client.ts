import { AppError } from '#lib/errors.ts';
import { CONNECT_TIMEOUT_MS, MAX_ATTEMPTS } from './clients.ts';
import { retrySkewOnly } from './clock-skew.ts';
import { credentialsFor } from './credentials.ts';
import { awsConfigured, hasSts } from './endpoint.ts';
import { ambientIdentity } from './identity.ts';
import { recentOf } from './memory.ts';
import { heldFor, type OwnSession } from './own-session.ts';
import { sockets } from './sockets.ts';
import type { AwsTarget } from './target.ts';

/** Accounts that are asked at once, and some. */
const MOST_CLIENTS = 32;

type Config = {
  region: string;
  credentials: Awaited<ReturnType<typeof credentialsFor>>;
  maxAttempts: number;
  requestHandler: { connectionTimeout: number; requestTimeout: number; throwOnRequestTimeout: boolean } & ReturnType<
    typeof sockets
  >;
  endpoint?: string;
};

/** A service that has one endpoint for each partition, not for each region. */
export type GlobalService<T> = {
  name: string;
  /** The endpoint given for it, where it is not AWS's own. */
  endpoint: () => string | undefined;
  /** By partition; us-east-1 where none is named. */
  regions: Record<string, string>;
  answerTimeoutMs: number;
  /** What a server that only speaks S3 does not have. */
  missingThere: string;
  make: (config: Config) => T;
};

/**
 * The client of an account for such a service, kept while the account is among the last ones asked.
 * @throws AppError `unsupported` with reason `onlyS3` where the account is on a server that knows S3 alone: our keys for
 * it are no business of AWS's
 */
export async function globalClient<T extends { middlewareStack: unknown }>(
  service: GlobalService<T>,
  target: AwsTarget,
): Promise<T> {
  const { accountId, power, actor, as } = target;
  await awsConfigured();
  const endpoint = service.endpoint();
  if (endpoint === undefined && !hasSts()) throw onlyS3(service, accountId);
  const [region, credentials] = await Promise.all([regionOf(service, as), credentialsFor(target)]);
  const name = `${accountId} ${power} ${endpoint ?? region} ${actor ?? ''}`;
  const make = () =>
    retrySkewOnly(
      service.make({
        region,
        credentials,
        maxAttempts: MAX_ATTEMPTS,
        requestHandler: {
          connectionTimeout: CONNECT_TIMEOUT_MS,
          requestTimeout: service.answerTimeoutMs,
          throwOnRequestTimeout: true,
          ...sockets(),
        },
        ...(endpoint && { endpoint }),
      }),
    );
  if (as) return heldFor(as, `${service.name} ${name}`, make);
  return recentOf({ kind: service.name, name, most: MOST_CLIENTS }, make);
}

/** Where a service is called from in the partition of our identity, or of the person's own session. */
export async function regionOf({ regions }: Pick<GlobalService<unknown>, 'regions'>, as?: OwnSession): Promise<string> {
  const { partition } = as ?? (await ambientIdentity());
  return regions[partition] ?? 'us-east-1';
}

/** Also for services that need an identity which STS did not tell. */
export function onlyS3({ missingThere }: Pick<GlobalService<unknown>, 'missingThere'>, accountId: string): AppError {
  return new AppError('unsupported', `Account ${accountId} is on a server that only speaks S3: ${missingThere}.`, {
    accountId,
    reason: 'onlyS3',
  });
}
