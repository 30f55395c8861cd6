import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './s3/request.ts';

/** A request as it came over the wire, its path not normalised: keys may hold `..` and `//`. */
export type Incoming = {
  method: string;
  /** Without the query, still percent-encoded. */
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  /** Empty for the bytes of a part, which are only counted. */
  body: string;
  bodyBytes: number;
};

export async function readIncoming(request: IncomingMessage): Promise<Incoming> {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  const method = request.method ?? 'GET';
  const path = mark < 0 ? url : url.slice(0, mark);
  const head = { method, path, query, headers: request.headers };
  if (method === 'GET' || method === 'HEAD') return { ...head, body: '', bodyBytes: 0 };
  const chunks: Buffer[] = [];
  let bodyBytes = 0;
  for await (const chunk of request) {
    bodyBytes += chunk.length;
    if (!query.has('partNumber')) chunks.push(chunk);
  }
  return { ...head, body: Buffer.concat(chunks).toString('utf8'), bodyBytes };
}

/** Sends an answer dated by the simulated clock. */
export function sendAnswer(response: ServerResponse, sent: { answer: Answer; isHead: boolean; now: Date }): void {
  const { answer, isHead } = sent;
  const body = isHead ? '' : (answer.body ?? '');
  const headers: Record<string, string | number> = {
    Date: sent.now.toUTCString(),
    Server: 'AmazonS3',
    ...answer.headers,
  };
  if (body) headers['Content-Type'] ??= 'application/xml';
  const length = Buffer.byteLength(body);
  if (answer.status !== 204 && !isHead) headers['Content-Length'] = length;
  // Plain ASCII, as nearly all answers are, goes out faster as latin1.
  response.writeHead(answer.status, headers).end(body, length === body.length ? 'latin1' : 'utf8');
}

export function sendJson(response: ServerResponse, answer: { status: number; body: unknown }): void {
  response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer.body));
}
