import { env } from '#lib/env.ts';

/** The endpoint given for S3, where it is not AWS's own by region. */
export function s3Endpoint(): string | undefined {
  return env().AWS_ENDPOINT_URL_S3 ?? env().AWS_ENDPOINT_URL;
}

/** How long STS may take to be reached and to answer. */
export const STS_TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** The endpoint given for STS. */
export function stsEndpoint(): string | undefined {
  return env().AWS_ENDPOINT_URL;
}

/**
 * Whether STS is worth asking: not where only S3 was pointed at a server that is not AWS, whose access keys AWS must
 * not see.
 */
export function hasSts(): boolean {
  const { AWS_ENDPOINT_URL_S3: s3Only, AWS_ENDPOINT_URL: all } = env();
  return all !== undefined || s3Only === undefined || isAws(s3Only);
}

function isAws(url: string): boolean {
  return /\.amazonaws\.com(\.cn)?$/.test(new URL(url).hostname);
}

/** The region of calls that belong to no bucket, and of buckets whose endpoint names none. */
export function homeRegion(): string {
  return env().AWS_REGION ?? env().AWS_DEFAULT_REGION ?? 'us-east-1';
}
