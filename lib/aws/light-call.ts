import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#lib/errors.ts';
import { type BucketAddress, bucketAddress } from './bucket-address.ts';
import { MAX_ATTEMPTS } from './clients.ts';
import { observeDate } from './clock.ts';
import { type Failure, failed, failureOf, isNetwork, isThrottle, isTimeout, unreachable } from './errors.ts';
import { type LightAnswer, lightGet } from './light-get.ts';
import type { Operation } from './operations.ts';
import { callSite } from './send.ts';
import { encodePath, signGet } from './sign-get.ts';
import type { AwsTarget } from './target.ts';
import { textOf } from './xml-text.ts';

type LightCall<T> = {
  target: AwsTarget;
  operation: Operation;
  bucket: string;
  /** '' for the bucket itself. */
  key: string;
  /** As sent: names sorted, values encoded. */
  query: string;
  /** Reads the answer's document; null when it was cut off. */
  read: (body: Buffer) => T | null;
};

const FIRST_PAUSE_MS = 60;
const LONGEST_PAUSE_MS = 5_000;
/** A timeout is tried once more and no oftener, as with the SDK (observe.ts). */
const TIMEOUTS_TOLERATED = 1;

/**
 * A GET to S3 that signs, sends and reads by itself instead of by the SDK, for the calls that a scan makes by the
 * thousand; it retries as patiently and follows a bucket to its region.
 * @throws AppError
 */
export async function lightCall<T>(call: LightCall<T>): Promise<{ value: T; headers: LightAnswer['headers'] }> {
  const { target, operation, bucket } = call;
  const address = await bucketAddress({ target, bucket });
  const site = () => callSite({ target, operation, bucket });
  let failure: Failure = { code: 'Unknown', message: '', status: 0 };
  let timeouts = 0;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    if (attempt > 1) await sleep(pauseMs(attempt));
    await target.meter?.reserve?.(operation);
    try {
      const answer = await ask(call, address);
      if (answer.status === 200) {
        const value = call.read(answer.body);
        if (value !== null) {
          target.meter?.allowed?.({ operation, bucket });
          return { value, headers: answer.headers };
        }
        failure = { code: 'TruncatedXml', message: 'the answer was cut off', status: 200 };
        continue;
      }
      failure = failureIn(answer);
    } catch (error) {
      // No credentials.
      if (error instanceof AppError) throw error;
      failure = failureOf(error);
      if (!isNetwork(error)) throw failed(site(), failure, error);
      if (isTimeout(error)) {
        target.meter?.observe?.('timeout');
        timeouts += 1;
        if (timeouts > TIMEOUTS_TOLERATED) break;
      }
      continue;
    }
    if (failure.region && failure.region !== address.region && attempt < MAX_ATTEMPTS) {
      await address.moveTo(failure.region);
      continue;
    }
    const worthAnother = failure.status >= 500 || isThrottle(failure) || failure.code.startsWith('RequestTime');
    if (!worthAnother || failure.status === 501) throw failed(site(), failure);
  }
  if (failure.status === 0) throw unreachable(site(), failure);
  throw failed(site(), failure);
}

async function ask<T>({ target, operation, key, query }: LightCall<T>, address: BucketAddress): Promise<LightAnswer> {
  const credentials = await address.credentials();
  const { pool, host, region, expectedBucketOwner } = address;
  const path = key === '' ? address.basePath || '/' : `${address.basePath}/${encodePath(key)}`;
  const headers = signGet({ host, path, query, region, credentials, expectedBucketOwner });
  try {
    const answer = await lightGet({ pool, path: `${path}?${query}`, headers });
    const { date } = answer.headers;
    observeDate(typeof date === 'string' ? date : undefined);
    target.meter?.observe?.(answer.status === 503 || answer.status === 429 ? 'throttled' : 'ok');
    return answer;
  } finally {
    target.meter?.count({ operation, attempts: 1 });
  }
}

function failureIn({ status, headers, body }: LightAnswer): Failure {
  const xml = body.toString('utf8');
  const region = headers['x-amz-bucket-region'];
  return {
    status,
    code: textOf(xml, 'Code') ?? `Http${status}`,
    message: textOf(xml, 'Message') ?? '',
    ...(typeof region === 'string' && { region }),
  };
}

/** Full jitter, doubling. */
function pauseMs(attempt: number): number {
  return Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
}
