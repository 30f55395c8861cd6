import { AccountClient } from '@aws-sdk/client-account';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts';
import { demoAccessKeyId, demoSecretKey } from './caller.ts';

type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
type ClientOptions = { region?: string; credentials?: Keys; redirects?: boolean; maxAttempts?: number };

export const demoKeys: Keys = { accessKeyId: demoAccessKeyId, secretAccessKey: demoSecretKey };

/** The unmodified SDK against a simulated AWS; a failure is not tried again unless asked. */
export function s3Client(url: string, options: ClientOptions = {}): S3Client {
  return new S3Client({
    endpoint: url,
    region: options.region ?? 'us-east-1',
    credentials: options.credentials ?? demoKeys,
    forcePathStyle: true,
    followRegionRedirects: options.redirects ?? false,
    maxAttempts: options.maxAttempts ?? 1,
  });
}

export function stsClient(url: string, options: ClientOptions = {}): STSClient {
  return new STSClient({
    endpoint: url,
    region: options.region ?? 'us-east-1',
    credentials: options.credentials ?? demoKeys,
    maxAttempts: 1,
  });
}

export function iamClient(url: string, options: ClientOptions = {}): IAMClient {
  return new IAMClient({ endpoint: url, region: 'us-east-1', credentials: demoKeys, maxAttempts: 1, ...options });
}

export function organizationsClient(url: string, options: ClientOptions = {}): OrganizationsClient {
  return new OrganizationsClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: demoKeys,
    maxAttempts: 1,
    ...options,
  });
}

export function accountClient(url: string, options: ClientOptions = {}): AccountClient {
  return new AccountClient({ endpoint: url, region: 'us-east-1', credentials: demoKeys, maxAttempts: 1, ...options });
}

/** Keys of a session of a role of another account. */
export async function assumedKeys(sts: STSClient, role: AssumeRoleCommandInput): Promise<Keys> {
  const { Credentials } = await sts.send(new AssumeRoleCommand(role));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}
