import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { ambientCredentials } from './credentials.ts';
import { awsConfigured, hasSts, homeRegion, STS_TIMEOUTS, stsEndpoint } from './endpoint.ts';
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
    if (endpoint && answersNoSts(error)) return byName;
    throw toAppError(error, { operation: 'GetCallerIdentity', accountId: env().AWS_ACCOUNT_ID, region, endpoint });
  } finally {
    client.destroy();
  }
}

/** Servers without STS answer a POST to / in many ways; only what may be better next time is not one of them. */
function answersNoSts(error: unknown): boolean {
  const { code, status } = failureOf(error);
  if (error instanceof AppError || isNetwork(error) || code.endsWith('ProviderError')) return false;
  if (/^(Expired|InvalidClientTokenId|InvalidAccessKeyId|Throttl|SlowDown|TokenRefresh)/.test(code)) return false;
  return status === 501 || status < 500 || status === 0;
}
