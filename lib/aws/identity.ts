import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { ambientCredentials } from './credentials.ts';
import { awsConfigured, hasSts, homeRegion, isAws, STS_TIMEOUTS, stsEndpoint } from './endpoint.ts';
import { failureOf, isNetwork, isRegionOff, toAppError } from './errors.ts';
import { memoryOf } from './memory.ts';
import { observeAnswers } from './observe.ts';

/** Who we are. Without STS the account is only called by name, and `arn` is null. */
export type Identity = { accountId: string; arn: string | null; partition: string };

type Slot = { found: Promise<Identity> | null };

/**
 * The account of the ambient credentials, asked once a process; a failure is not remembered.
 * @throws AppError `denied` without usable credentials, `unreachable` when STS does not answer
 */
export async function ambientIdentity(): Promise<Identity> {
  await awsConfigured();
  const slot = memoryOf<Slot>('identity', () => ({ found: null }));
  slot.found ??= ask().catch((error: unknown) => {
    slot.found = null;
    throw error;
  });
  return slot.found;
}

/** The next question about who we are is asked afresh. */
export function forgetIdentity(): void {
  memoryOf.forget('identity');
}

/** Where STS answers for every account, also for one that has switched it off in the home region. */
const LAST_RESORT = 'us-east-1';

async function ask(region = homeRegion()): Promise<Identity> {
  const byName = { accountId: env().AWS_ACCOUNT_ID, arn: null, partition: 'aws' };
  const endpoint = stsEndpoint();
  if (!hasSts()) return byName;
  const client = new STSClient({
    region,
    credentials: ambientCredentials(),
    maxAttempts: 3,
    requestHandler: STS_TIMEOUTS,
    ...(endpoint && { endpoint }),
  });
  observeAnswers(client.middlewareStack);
  try {
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}));
    if (!Account) return byName;
    return { accountId: Account, arn: Arn ?? null, partition: Arn?.split(':')[1] ?? 'aws' };
  } catch (error) {
    if (isRegionOff(error) && region !== LAST_RESORT) return await ask(LAST_RESORT);
    if (endpoint && !isAws(endpoint) && answersNoSts(error)) return byName;
    throw toAppError(error, { operation: 'GetCallerIdentity', accountId: env().AWS_ACCOUNT_ID, region, endpoint });
  } finally {
    client.destroy();
  }
}

/**
 * What STS itself refuses with: to take it for a server without STS would lose the whole organization. Source: STS API,
 * common errors. A code that is not written as STS writes its own, as S3's, is not read as one.
 */
const REFUSED_BY_STS =
  /^(AccessDenied|Signature|IncompleteSignature|RequestExpired|RequestTimeTooSkewed|RegionDisabled|OptInRequired|NotAuthorized|MissingAuthenticationToken|Expired|Invalid(ClientTokenId|AccessKeyId|Token)|UnrecognizedClient|Throttl|RequestLimitExceeded|SlowDown|TokenRefresh)/;

/** Servers without STS answer a POST to / in many ways; neither a refusal nor what may be better next time is one of them. */
function answersNoSts(error: unknown): boolean {
  const { code, status } = failureOf(error);
  if (error instanceof AppError || isNetwork(error) || code.endsWith('ProviderError')) return false;
  if (status === 404 || status === 405 || status === 501) return true;
  return !REFUSED_BY_STS.test(code) && status < 500;
}
