import { createHmac } from 'node:crypto';
import type { TargetOf } from './channel.ts';
import { type Message, subjectOf } from './message.ts';
import type { Outcome } from './outcome.ts';
import { type Begin, outcomeOf, post } from './post.ts';

/**
 * The report as JSON with its picture. Signed: `x-straybytes-signature` is `v1=` and the HMAC-SHA256, in hex, of the
 * timestamp's text, a full stop and the body. A receiver refuses a timestamp that is old.
 */
export async function sendWebhook(
  { url, key }: TargetOf<'webhook'>,
  message: Message,
  begin?: Begin,
): Promise<Outcome> {
  const { deliveryId, test, report, headline, summary, picture } = message;
  const body = JSON.stringify({
    event: 'report.weekly',
    deliveryId,
    test,
    title: subjectOf(message),
    says: { headline, next: summary.next },
    report,
    picture: { contentType: 'image/png', name: picture.name, base64: picture.png.toString('base64') },
  });
  return postSigned({ url, key, body, deliveryId, begin });
}

/**
 * Posts JSON with a signature, and with a key by which a receiver tells what it has had. 409: it is still at work on the
 * same (draft-ietf-httpapi-idempotency-key-header, section 2.7).
 */
export async function postSigned({
  url,
  key,
  body,
  deliveryId,
  begin,
}: {
  url: string;
  key: string;
  body: string;
  deliveryId: string;
  begin: Begin | undefined;
}): Promise<Outcome> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': deliveryId,
    'x-straybytes-timestamp': timestamp,
    'x-straybytes-signature': signatureOf({ key, timestamp, body }),
  };
  const answer = await post(url, { body, headers, begin: begin && (() => begin(body)) });
  const outcome = outcomeOf(answer);
  return answer.status === 409 ? { ...outcome, state: 'retry' } : outcome;
}

export function signatureOf({ key, timestamp, body }: { key: string; timestamp: string; body: string }): string {
  return `v1=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`;
}
