import http from 'node:http';
import https from 'node:https';
import { AppError } from '#lib/errors.ts';
import type { Outcome } from './outcome.ts';
import { checkUrl, guardedLookup } from './target.ts';

export type Answer = { status: number; body: string; retryAfter: number | null };

const TIMEOUT_MS = 15_000;
const MOST_BYTES = 16 * 1024;

/**
 * Called right before the first byte of a message leaves; what it throws keeps the message here. `body`: of one that goes
 * out under a key, and under that key must never be another.
 */
export type Begin = (body?: string) => Promise<void>;

/** No answer came. `mayHaveArrived`: it had begun to leave, so that the other side may have taken it. */
export class NoAnswer extends Error {
  readonly mayHaveArrived: boolean;
  constructor(message: string, mayHaveArrived: boolean, cause?: unknown) {
    super(message, { cause });
    this.mayHaveArrived = mayHaveArrived;
  }
}

/**
 * Posts to an address of the public internet; no redirect is followed. Nothing leaves before the connection stands and
 * `begin` has returned.
 * @throws AppError `refused` for an address that is guarded against; NoAnswer; whatever `begin` throws
 */
export async function post(
  address: string,
  {
    body,
    headers,
    begin = async () => undefined,
    timeoutMs = TIMEOUT_MS,
  }: { body: string | Buffer; headers: Record<string, string>; begin?: Begin | undefined; timeoutMs?: number },
): Promise<Answer> {
  const url = checkUrl(address);
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  let begun = false;
  let settle: () => void = () => undefined;
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    method: 'POST',
    // A connection of its own, so that no name resolved before is used.
    agent: false,
    lookup: guardedLookup,
    headers: { ...headers, 'user-agent': 'Straybytes', 'content-length': Buffer.byteLength(body) },
    signal: AbortSignal.timeout(timeoutMs),
  });
  const stopped = (error: Error) => {
    reject(error);
    request.destroy();
  };
  request.on('socket', (socket) =>
    socket.on(url.protocol === 'https:' ? 'secureConnect' : 'connect', () =>
      begin().then(() => {
        begun = true;
        request.end(body);
      }, stopped),
    ),
  );
  request.on('error', (error) => {
    // Once the status has come, what else was to be said is of no account.
    settle();
    reject(error instanceof AppError ? error : noAnswer(error, begun, timeoutMs));
  });
  request.on('response', (response) => {
    const { statusCode: status = 0, headers: got } = response;
    const retryAfter = secondsOf(got['retry-after']);
    let text = '';
    const done = () => resolve({ status, body: text, retryAfter });
    settle = done;
    response.setEncoding('utf8');
    response.on('data', (piece: string) => {
      text += piece;
      if (text.length <= MOST_BYTES) return;
      done();
      request.destroy();
    });
    response.on('end', done);
    response.on('error', done);
  });
  return promise;
}

/** What an answer means for the delivery. */
export function outcomeOf({ status, body, retryAfter }: Answer): Outcome {
  const answer = `HTTP ${status}${body.trim() === '' ? '' : `: ${body}`}`;
  if (status >= 200 && status < 300) return { state: 'sent', answer };
  if (status >= 300 && status < 400)
    return { state: 'failed', answer: `HTTP ${status}: a redirect, which is not followed` };
  // A gateway that waited too long does not know whether it arrived.
  if (status === 504) return { state: 'unknown', answer };
  if (status === 429 || status === 408 || status >= 500)
    return { state: 'retry', answer, ...(retryAfter !== null && { afterSeconds: retryAfter }) };
  return { state: 'failed', answer };
}

function noAnswer(error: Error & { code?: string }, begun: boolean, timeoutMs: number): NoAnswer {
  const isTimeout = error.name === 'AbortError' || error.name === 'TimeoutError';
  const why = isTimeout ? `no answer within ${timeoutMs / 1000} seconds` : (error.code ?? error.message);
  return new NoAnswer(begun ? `The connection stood, then: ${why}` : `No connection: ${why}`, begun, error);
}

function secondsOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null;
}
