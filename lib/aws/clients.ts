import { S3Client } from '@aws-sdk/client-s3';
import { retrySkewOnly } from './clock-skew.ts';
import { credentialsFor } from './credentials.ts';
import { s3Endpoint } from './endpoint.ts';
import { recentOf } from './memory.ts';
import { heldFor } from './own-session.ts';
import { sockets } from './sockets.ts';
import type { AwsTarget } from './target.ts';

export const CONNECT_TIMEOUT_MS = 3_000;
export const ANSWER_TIMEOUT_MS = 10_000;
export const MAX_ATTEMPTS = 5;
/** More than there are buckets in work at a time. */
const MOST_CLIENTS = 160;

/** One client per account, power and region (and person, who acts as themself), with path-style addresses where an endpoint is given. */
export function s3Client(target: AwsTarget): Promise<S3Client> {
  return clientOf(target, MAX_ATTEMPTS);
}

/** As s3Client, and it never repeats a call by itself: for writes whose caller must look again before each attempt. */
export async function s3ClientOnce(target: AwsTarget): Promise<S3Client> {
  const [patient, once] = await Promise.all([s3Client(target), clientOf(target, 1)]);
  // A wrong clock is found out by a refused attempt, of which this client has none to spare.
  once.config.systemClockOffset = patient.config.systemClockOffset;
  return once;
}

async function clientOf(target: AwsTarget, maxAttempts: number): Promise<S3Client> {
  const { accountId, region, power, actor, as } = target;
  const credentials = await credentialsFor(target);
  const name = `${accountId} ${power} ${region} ${maxAttempts} ${actor ?? ''}`;
  const make = () => {
    const endpoint = s3Endpoint();
    const client = new S3Client({
      region,
      credentials,
      maxAttempts,
      retryMode: maxAttempts === 1 ? 'standard' : 'adaptive',
      // Other servers know no checksums by default; where S3 wants one (lifecycle) the SDK sends it anyway.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: {
        connectionTimeout: CONNECT_TIMEOUT_MS,
        requestTimeout: ANSWER_TIMEOUT_MS,
        socketTimeout: ANSWER_TIMEOUT_MS,
        throwOnRequestTimeout: true,
        ...sockets(),
      },
      ...(endpoint && { endpoint, forcePathStyle: true }),
    });
    return retrySkewOnly(client);
  };
  return as ? heldFor(as, `s3 ${name}`, make) : recentOf({ kind: 's3', name, most: MOST_CLIENTS }, make);
}
