import { hash } from 'node:crypto';
import { measuredOffsetMs } from './clock.ts';
import type { Credentials } from './credentials.ts';

const EMPTY_BODY = hash('sha256', '');
/** Beyond this AWS's clock counts, not ours: S3 tolerates 15 minutes. */
const SKEW_TOLERATED_MS = 60_000;

type SigningKey = { secret: string; scope: string; key: HmacKey };
/** A key folded into the two pads of HMAC: hashing twice costs a third of a new Hmac object. */
type HmacKey = { inner: Buffer; outer: Buffer };
let lastKey: SigningKey | null = null;
let lastSecond = -1;
let lastStamp = '';

export type SignedGet = {
  host: string;
  /** Path as sent, each byte percent-encoded where S3 wants it. */
  path: string;
  /** Query as sent: names sorted, values encoded. */
  query: string;
  region: string;
  credentials: Credentials;
  expectedBucketOwner?: string | undefined;
};

/** The headers of an AWS Signature Version 4 for a GET to S3. The signing key of the day is kept. */
export function signGet({
  host,
  path,
  query,
  region,
  credentials,
  expectedBucketOwner,
}: SignedGet): Record<string, string> {
  const stamp = amzDate();
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  let canonical = `host:${host}\nx-amz-content-sha256:${EMPTY_BODY}\nx-amz-date:${stamp}\n`;
  let signed = 'host;x-amz-content-sha256;x-amz-date';
  const headers: Record<string, string> = { host, 'x-amz-content-sha256': EMPTY_BODY, 'x-amz-date': stamp };
  if (expectedBucketOwner !== undefined) {
    headers['x-amz-expected-bucket-owner'] = expectedBucketOwner;
    canonical += `x-amz-expected-bucket-owner:${expectedBucketOwner}\n`;
    signed += ';x-amz-expected-bucket-owner';
  }
  if (sessionToken !== undefined) {
    headers['x-amz-security-token'] = sessionToken;
    canonical += `x-amz-security-token:${sessionToken}\n`;
    signed += ';x-amz-security-token';
  }
  const scope = `${stamp.slice(0, 8)}/${region}/s3/aws4_request`;
  const request = hash('sha256', `GET\n${path}\n${query}\n${canonical}\n${signed}\n${EMPTY_BODY}`);
  const toSign = `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${request}`;
  const signature = hmac(signingKey(secretAccessKey, scope), toSign).toString('hex');
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
  return headers;
}

/** RFC 3986 encoding, as SigV4 wants it for paths (keeping `/`) and query values. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function encodePath(key: string): string {
  return encodeRfc3986(key).replaceAll('%2F', '/');
}

function amzDate(): string {
  const offset = measuredOffsetMs() ?? 0;
  const now = Date.now() + (Math.abs(offset) > SKEW_TOLERATED_MS ? offset : 0);
  const second = Math.floor(now / 1000);
  if (second !== lastSecond) {
    lastSecond = second;
    lastStamp = `${new Date(second * 1000).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  }
  return lastStamp;
}

function signingKey(secret: string, scope: string): HmacKey {
  if (lastKey?.secret === secret && lastKey.scope === scope) return lastKey.key;
  const [day = '', region = ''] = scope.split('/');
  const steps = [day, region, 's3', 'aws4_request'];
  const key = steps.reduce((last, text) => hmacKey(hmac(last, text)), hmacKey(Buffer.from(`AWS4${secret}`)));
  lastKey = { secret, scope, key };
  return key;
}

const BLOCK = 64;

function hmacKey(key: Buffer): HmacKey {
  const short = key.length > BLOCK ? hash('sha256', key, 'buffer') : key;
  const inner = Buffer.alloc(BLOCK, 0x36);
  const outer = Buffer.alloc(BLOCK + 32, 0x5c);
  for (let at = 0; at < short.length; at += 1) {
    inner[at] = 0x36 ^ (short[at] ?? 0);
    outer[at] = 0x5c ^ (short[at] ?? 0);
  }
  return { inner, outer };
}

/** HMAC-SHA256 of RFC 2104. */
function hmac({ inner, outer }: HmacKey, text: string): Buffer {
  hash('sha256', Buffer.concat([inner, Buffer.from(text)]), 'buffer').copy(outer, BLOCK);
  return hash('sha256', outer, 'buffer');
}
