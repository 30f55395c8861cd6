import { setTimeout as sleep } from 'node:timers/promises';
import { type BucketAddress, bucketAddress } from './bucket-address.ts';
import { MAX_ATTEMPTS } from './clients.ts';
import { observeDate } from './clock.ts';
import { type Failure, failed, failureOf, isNetwork, isThrottle, isTimeout, unreachable } from './errors.ts';
import { type LightAnswer, lightGet } from './light-get.ts';
import { type PartsPage, readPartsPage, textOf } from './parts-xml.ts';
import { callSite } from './send.ts';
import { encodePath, encodeRfc3986, signGet } from './sign-get.ts';
import type { AwsTarget } from './target.ts';

export type UploadParts =
  | {
      state: 'found';
      parts: number;
      /** Bytes of all parts, over all pages. */
      bytes: number;
      lastPartAt: Date | null;
      /** When and by which rule lifecycle will abort it; null where no rule applies or the server does not say. */
      abortDate: Date | null;
      abortRuleId: string | null;
    }
  | { state: 'gone' };

type Place = { target: AwsTarget; bucket: string; key: string; uploadId: string };
type Page = { page: PartsPage; headers: LightAnswer['headers'] };

const FIRST_PAUSE_MS = 60;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Sums the parts of one upload over every page. `gone`: completed or aborted since it was listed. This is the hot path
 * of a scan, so it signs, sends and reads by itself instead of by the SDK; it retries as patiently.
 * @throws AppError
 */
export async function listParts({ target, bucket, key, uploadId }: Place): Promise<UploadParts> {
  const address = await bucketAddress({ target, bucket });
  const path = `${address.basePath}/${encodePath(key)}`;
  const id = `uploadId=${encodeRfc3986(uploadId)}`;
  let [parts, bytes, newest]: [number, number, string | null] = [0, 0, null];
  let marker: string | null = null;
  for (;;) {
    const query: string = marker === null ? id : `part-number-marker=${encodeRfc3986(marker)}&${id}`;
    const answer: Page | null = await pageOf({ target, bucket, address, path, query });
    if (answer === null) return { state: 'gone' };
    const { page, headers } = answer;
    parts += page.parts;
    bytes += page.bytes;
    if (page.newest !== null && (newest === null || page.newest > newest)) newest = page.newest;
    if (!page.isTruncated) {
      const abortDate = headers['x-amz-abort-date'];
      const rule = headers['x-amz-abort-rule-id'];
      return {
        state: 'found',
        parts,
        bytes,
        lastPartAt: newest === null ? null : new Date(newest),
        abortDate: typeof abortDate === 'string' ? new Date(abortDate) : null,
        abortRuleId: typeof rule === 'string' ? rule : null,
      };
    }
    if (page.nextMarker === null || Number(page.nextMarker) <= Number(marker ?? 0)) {
      const stuck = { code: 'NextPartNumberMarker', message: 'the pages of parts do not advance', status: 200 };
      throw failed(callSite({ target, operation: 'ListParts', bucket }), stuck);
    }
    marker = page.nextMarker;
  }
}

/** One page, with retries; null when the upload is gone. */
async function pageOf(request: {
  target: AwsTarget;
  bucket: string;
  address: BucketAddress;
  path: string;
  query: string;
}): Promise<Page | null> {
  const { target, bucket, address } = request;
  const site = callSite({ target, operation: 'ListParts', bucket });
  let failure: Failure = { code: 'Unknown', message: '', status: 0 };
  let timeouts = 0;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    if (attempt > 1) await sleep(pauseMs(attempt));
    await target.meter?.reserve?.('ListParts');
    try {
      const answer = await ask(request);
      if (answer.status === 200) {
        const page = readPartsPage(answer.body.toString('latin1'));
        if (page) return { page, headers: answer.headers };
        failure = { code: 'TruncatedXml', message: 'the answer was cut off', status: 200 };
        continue;
      }
      failure = failureIn(answer);
    } catch (error) {
      failure = failureOf(error);
      if (!isNetwork(error)) throw failed(site, failure, error);
      if (isTimeout(error)) {
        target.meter?.observe?.('timeout');
        timeouts += 1;
        if (timeouts > 1) break;
      }
      continue;
    }
    if (failure.code === 'NoSuchUpload') return null;
    if (failure.region && failure.region !== address.region && attempt < MAX_ATTEMPTS) {
      await address.moveTo(failure.region);
      continue;
    }
    const worthAnother = failure.status >= 500 || isThrottle(failure) || failure.code.startsWith('RequestTime');
    if (!worthAnother || failure.status === 501) throw failed(site, failure);
  }
  if (failure.status === 0) throw unreachable(site, failure);
  throw failed(site, failure);
}

async function ask({
  target,
  address,
  path,
  query,
}: {
  target: AwsTarget;
  address: BucketAddress;
  path: string;
  query: string;
}): Promise<LightAnswer> {
  const credentials = await address.credentials();
  const { origin, host, region, expectedBucketOwner } = address;
  const headers = signGet({ host, path, query, region, credentials, expectedBucketOwner });
  try {
    const answer = await lightGet({ origin, path: `${path}?${query}`, headers });
    const { date } = answer.headers;
    observeDate(typeof date === 'string' ? date : undefined);
    target.meter?.observe?.(answer.status === 503 || answer.status === 429 ? 'throttled' : 'ok');
    return answer;
  } finally {
    target.meter?.count({ operation: 'ListParts', attempts: 1 });
  }
}

function failureIn({ status, headers, body }: LightAnswer): Failure {
  const xml = body.toString('utf8');
  const region = headers['x-amz-bucket-region'];
  return {
    status,
    code: textOf(xml, 'Code') ?? (status === 404 ? 'NotFound' : `Http${status}`),
    message: textOf(xml, 'Message') ?? '',
    ...(typeof region === 'string' && { region }),
  };
}

/** Full jitter, doubling. */
function pauseMs(attempt: number): number {
  return Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
}
