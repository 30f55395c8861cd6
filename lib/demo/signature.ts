import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { demoSecretKey } from './caller.ts';
import type { Incoming } from './exchange.ts';
import type { Faults } from './faults.ts';
import { ServiceFailure } from './service-failure.ts';

const MAX_SKEW_MS = 15 * 60_000;

/** Checks the time and the SigV4 signature of a request, where the faults ask for it. @throws ServiceFailure */
export function checkSignature(call: { incoming: Incoming; faults: Faults; now: Date }): void {
  const { incoming, faults } = call;
  if (faults.strictClock) checkTime(String(incoming.headers['x-amz-date'] ?? ''), call.now);
  if (faults.verifySignatures) verify(incoming);
}

function checkTime(stamp: string, now: Date): void {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp) ?? [];
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Math.abs(signedAt - now.getTime()) <= MAX_SKEW_MS) return;
  throw new ServiceFailure({
    status: 403,
    code: 'RequestTimeTooSkewed',
    message: 'The difference between the request time and the current time is too large.',
    extra: { RequestTime: stamp, ServerTime: now.toISOString() },
  });
}

function verify({ method, path, query, headers, body }: Incoming): void {
  const authorization = headers.authorization ?? '';
  const [, date = '', region = '', service = ''] =
    /Credential=[^/]+\/(\d{8})\/([^/]*)\/([^/]*)\//.exec(authorization) ?? [];
  const [, signedHeaders = ''] = /SignedHeaders=([^,\s]+)/.exec(authorization) ?? [];
  const [, signature = ''] = /Signature=([0-9a-f]{64})/.exec(authorization) ?? [];
  const payload = headers['x-amz-content-sha256'] ?? sha256(body);
  const canonical = [
    method,
    // As it came: S3 signs the path encoded once, and the client has encoded it.
    path,
    canonicalQuery(query),
    ...signedHeaders.split(';').map(
      (name) =>
        `${name}:${String(headers[name] ?? '')
          .trim()
          .replace(/ +/g, ' ')}`,
    ),
    '',
    signedHeaders,
    payload,
  ].join('\n');
  const toSign = [
    'AWS4-HMAC-SHA256',
    headers['x-amz-date'],
    `${date}/${region}/${service}/aws4_request`,
    sha256(canonical),
  ];
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(
    (secret, word) => hmac(secret, word),
    `AWS4${demoSecretKey}`,
  );
  const expected = hmac(key, toSign.join('\n'));
  const isCounted = query.has('partNumber') || /^(UNSIGNED|STREAMING)-/.test(String(payload));
  const isPayloadRight = isCounted || payload === sha256(body);
  if (isPayloadRight && signature && timingSafeEqual(expected, Buffer.from(signature, 'hex'))) return;
  throw new ServiceFailure({
    status: 403,
    code: 'SignatureDoesNotMatch',
    message:
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    extra: { CanonicalRequest: canonical },
  });
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => [strict(name), strict(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map((pair) => pair.join('='))
    .join('&');
}

function strict(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
