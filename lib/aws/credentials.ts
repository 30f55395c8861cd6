import { setTimeout as sleep } from 'node:timers/promises';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { assumeRole } from './assume-role.ts';
import { awsConfigured, homeRegion, s3Endpoint, stsEndpoint } from './endpoint.ts';
import { rememberRole } from './entered-role.ts';
import { failureOf, isNetwork, isRegionOff, isTimeout, toAppError } from './errors.ts';
import { ambientIdentity } from './identity.ts';
import { memoryOf, recentOf } from './memory.ts';
import { keysFor } from './own-session.ts';
import type { AwsTarget } from './target.ts';

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string; expiration?: Date };
export type CredentialSource = () => Promise<Credentials>;

/** A few minutes before they expire, credentials are fetched again. */
const REFRESH_MS = 5 * 60_000;
/** A fetch of credentials ends by then: STS, a container or a helper program may take the question and never answer. */
const DEADLINE_MS = 15_000;
/** For so long a source that did not answer is not asked again: who waited behind the first one fails at once. */
const HUNG_MS = 5_000;

/** Tells a failed fetch in words, where this is the place that knows them. */
type Failing = (error: unknown) => unknown;

/** The SDK's default chain: environment, profile, SSO, web identity, container, instance. */
export function ambientCredentials(): CredentialSource {
  const failing: Failing = (error) =>
    isNetwork(error)
      ? noAnswer('Cannot get AWS credentials: their source (sign-on, container, instance or program)', error)
      : error;
  return memoryOf('credentials ambient', () => remembered(fromNodeProviderChain(), failing));
}

/**
 * Credentials for an account: the ambient ones for its own, a role assumed from them for every other one. A server
 * without STS has accounts by name only. Who acts as themself has their own, and no other ones.
 */
export async function credentialsFor({
  accountId,
  power,
  actor,
  as,
}: Pick<AwsTarget, 'accountId' | 'power' | 'actor' | 'as'>): Promise<CredentialSource> {
  await awsConfigured();
  if (as) return keysFor(as, accountId);
  const isMember = env().MEMBER_ACCOUNTS.some((entry) => entry.split(':', 1)[0] === accountId);
  if (!isMember && !/^\d{12}$/.test(accountId)) return ambientCredentials();
  const identity = await ambientIdentity();
  if (identity.accountId === accountId || (identity.arn === null && !isMember)) return ambientCredentials();
  const { READ_ROLE_NAME, FIX_ROLE_NAME } = env();
  const role = power === 'fix' ? FIX_ROLE_NAME : READ_ROLE_NAME;
  const { partition } = identity;
  const session = sessionName(actor);
  rememberRole({ accountId, power }, `arn:${partition}:sts::${accountId}:assumed-role/${role}/${session}`);
  const make = () => roleCredentials({ accountId, role, partition, session });
  return memoryOf(`credentials ${accountId} ${role} ${session}`, make);
}

/**
 * Forgets our sessions in an account, and the clients that use them: AWS lets none outlive its role, not even when a role of
 * the same name is made again. @returns whether there was one
 */
export function forgetSessions(accountId: string): boolean {
  recentOf.forget(`${accountId} `);
  return memoryOf.forget(`credentials ${accountId} `);
}

/** Where STS answers for every account, also for one that has switched it off in the home region. */
const LAST_RESORT: Record<string, string> = { 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' };
const MOST_LETTERS = 64;

/**
 * Names our session in the logs of an account: after the person, else after the worker. STS takes 2 to 64 letters,
 * digits and `_+=,.@-`: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
function sessionName(actor: string | undefined): string {
  const person = actor?.replace(/[^\w+=,.@-]+/g, '-') || 'worker';
  return `straybytes-${person}`.slice(0, MOST_LETTERS);
}

function roleCredentials({
  accountId,
  role,
  partition,
  session,
}: {
  accountId: string;
  role: string;
  partition: string;
  session: string;
}): CredentialSource {
  const endpoint = stsEndpoint();
  const { EXTERNAL_ID } = env();
  const site = { operation: 'AssumeRole', accountId, region: homeRegion(), endpoint } as const;
  const failing: Failing = (error) =>
    isNetwork(error)
      ? noAnswer(`Cannot use the role ${role} of account ${accountId}: STS${endpoint ? ` at ${endpoint}` : ''}`, error)
      : ofCredentials(toAppError(error, site));
  const assumedIn = (region: string) =>
    assumeRole({
      from: ambientCredentials(),
      region,
      arn: `arn:${partition}:iam::${accountId}:role/${role}`,
      session,
      externalId: EXTERNAL_ID,
    });
  const fetch = () =>
    assumedIn(homeRegion()).catch((error: unknown) => {
      if (!isRegionOff(error)) throw error;
      return assumedIn(LAST_RESORT[partition] ?? 'us-east-1');
    });
  return remembered(fetch, failing);
}

/**
 * One fetch at a time, kept until shortly before expiration. A failure is not kept, but for a moment when nobody
 * answered.
 */
function remembered(fetch: CredentialSource, failing: Failing): CredentialSource {
  let current: { at: Promise<Credentials>; value: Credentials | null } | null = null;
  return () => {
    const expiration = current?.value?.expiration?.getTime();
    if (current && (expiration === undefined || expiration - Date.now() > REFRESH_MS)) return current.at;
    const next: { at: Promise<Credentials>; value: Credentials | null } = { at: inTime(fetch, failing), value: null };
    current = next;
    next.at.then(
      (value) => {
        next.value = value;
      },
      async (error: unknown) => {
        if (error instanceof AppError && error.code === 'unreachable') await sleep(HUNG_MS, null, { ref: false });
        if (current === next) current = null;
      },
    );
    return next.at;
  };
}

async function inTime(fetch: CredentialSource, failing: Failing): Promise<Credentials> {
  const over = new AbortController();
  const late = sleep(DEADLINE_MS, null, { signal: over.signal }).then(() => {
    throw Object.assign(new Error('no answer in time'), { name: 'TimeoutError' });
  });
  try {
    return await Promise.race([fetch(), late]);
  } catch (error) {
    throw error instanceof AppError ? error : failing(error);
  } finally {
    over.abort();
  }
}

/** Without a cause: in it the SDK would find a timeout to try again. */
function noAnswer(what: string, error: unknown): AppError {
  const why = isTimeout(error) ? 'does not answer in time' : `cannot be reached (${failureOf(error).code})`;
  const next = 'Check the network between here and there; the next collection tries again.';
  return ofCredentials(new AppError('unreachable', `${what} ${why}. ${next}`));
}

/** Marked as no fault of the bucket that was asked for. */
function ofCredentials({ code, message, details, cause }: AppError): AppError {
  return new AppError(code, message, { ...details, reason: 'credentials' }, cause);
}

export function credentialsTried(): string[] {
  const endpoint = s3Endpoint();
  return [
    'environment variables (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN)',
    'the profile of AWS_PROFILE or [default] in ~/.aws, with IAM Identity Center (`aws sso login`)',
    'a web identity token file',
    'the container or instance role',
    ...(endpoint ? [`the endpoint ${endpoint}`] : []),
  ];
}
