import { env } from '#lib/env.ts';
import { type Configured, readConfigured } from './configured.ts';

let configured: Configured | null = null;
let reading: Promise<Configured> | null = null;

/** To be awaited before the functions below: what no variable says is in the profile, which is read once. */
export async function awsConfigured(): Promise<void> {
  if (configured) return;
  reading ??= readConfigured();
  configured = await reading;
}

/** The profile is read anew, as a fresh process would. */
export function forgetConfigured(): void {
  configured = null;
  reading = null;
}

/** The endpoint given for S3, where it is not AWS's own by region. */
export function s3Endpoint(): string | undefined {
  return env().AWS_ENDPOINT_URL_S3 ?? env().AWS_ENDPOINT_URL ?? configured?.s3Endpoint;
}

/** How long STS may take to be reached and to answer. */
export const STS_TIMEOUTS = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** The endpoint given for STS. */
export function stsEndpoint(): string | undefined {
  return env().AWS_ENDPOINT_URL ?? configured?.stsEndpoint;
}

/** The endpoint given for Cost Explorer. One of the profile's services is found by the SDK itself. */
export function costsEndpoint(): string | undefined {
  return env().AWS_ENDPOINT_URL_COST_EXPLORER ?? env().AWS_ENDPOINT_URL;
}

/** The endpoint given for AWS Budgets, likewise. */
export function budgetsEndpoint(): string | undefined {
  return env().AWS_ENDPOINT_URL_BUDGETS ?? env().AWS_ENDPOINT_URL;
}

/**
 * Whether STS is worth asking: not where only S3 was pointed at a server that is not AWS, whose access keys AWS must
 * not see.
 */
export function hasSts(): boolean {
  const s3 = s3Endpoint();
  return stsEndpoint() !== undefined || s3 === undefined || isAws(s3);
}

/** Whether AWS answers there: its public endpoints, and those of PrivateLink. */
export function isAws(url: string): boolean {
  return /\.amazonaws\.com(\.cn)?$/.test(new URL(url).hostname);
}

/** The region of calls that belong to no bucket, and of buckets whose endpoint names none. */
export function homeRegion(): string {
  return env().AWS_REGION ?? env().AWS_DEFAULT_REGION ?? configured?.region ?? 'us-east-1';
}
