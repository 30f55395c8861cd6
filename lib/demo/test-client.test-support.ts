import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
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
    region: 'us-east-1',
    credentials: options.credentials ?? demoKeys,
    maxAttempts: 1,
  });
}
