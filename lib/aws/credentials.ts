import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { env } from '#lib/env.ts';
import { homeRegion, s3Endpoint, stsEndpoint } from './endpoint.ts';
import { ambientIdentity } from './identity.ts';
import { memoryOf } from './memory.ts';

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string; expiration?: Date };
export type CredentialSource = () => Promise<Credentials>;

/** A few minutes before they expire, credentials are fetched again. */
const REFRESH_MS = 5 * 60_000;

/** The SDK's default chain: environment, profile, SSO, web identity, container, instance. */
export function ambientCredentials(): CredentialSource {
  return memoryOf('credentials ambient', () => remembered(fromNodeProviderChain()));
}

/** Credentials for an account: the ambient ones for its own, a role assumed from them for a member account. */
export async function credentialsFor({
  accountId,
  power,
}: {
  accountId: string;
  power: 'read' | 'fix';
}): Promise<CredentialSource> {
  const members = env().MEMBER_ACCOUNTS.map((entry) => entry.split(':', 1)[0]);
  if (!members.includes(accountId)) return ambientCredentials();
  const identity = await ambientIdentity();
  if (identity.accountId === accountId) return ambientCredentials();
  const { READ_ROLE_NAME, FIX_ROLE_NAME, EXTERNAL_ID } = env();
  const role = power === 'fix' ? FIX_ROLE_NAME : READ_ROLE_NAME;
  return memoryOf(`credentials ${accountId} ${role}`, () => {
    const endpoint = stsEndpoint();
    return remembered(
      fromTemporaryCredentials({
        masterCredentials: ambientCredentials(),
        params: {
          RoleArn: `arn:${identity.partition}:iam::${accountId}:role/${role}`,
          RoleSessionName: 'straybytes',
          ...(EXTERNAL_ID && { ExternalId: EXTERNAL_ID }),
        },
        clientConfig: { region: homeRegion(), ...(endpoint && { endpoint }) },
      }),
    );
  });
}

/** One fetch at a time, kept until shortly before expiration; a failure is not kept. */
function remembered(fetch: CredentialSource): CredentialSource {
  let current: { at: Promise<Credentials>; value: Credentials | null } | null = null;
  return () => {
    const expiration = current?.value?.expiration?.getTime();
    if (current && (expiration === undefined || expiration - Date.now() > REFRESH_MS)) return current.at;
    const next: { at: Promise<Credentials>; value: Credentials | null } = { at: fetch(), value: null };
    current = next;
    next.at.then(
      (value) => {
        next.value = value;
      },
      () => {
        if (current === next) current = null;
      },
    );
    return next.at;
  };
}

/** Credentials that never change, such as environment keys, may be reread after this. Used when AWS rejects them. */
export function forgetCredentials(): void {
  memoryOf.forget('credentials');
}

export function credentialsTried(): string[] {
  const { AWS_ENDPOINT_URL } = env();
  return [
    'environment variables (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN)',
    'the profile of AWS_PROFILE or [default] in ~/.aws, with IAM Identity Center (`aws sso login`)',
    'a web identity token file',
    'the container or instance role',
    ...(AWS_ENDPOINT_URL ? [`the endpoint ${s3Endpoint() ?? AWS_ENDPOINT_URL}`] : []),
  ];
}
