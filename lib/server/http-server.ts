import { createServer, type RequestListener, type Server } from 'node:http';

/** More than anything that people, programs or providers send; Next keeps as much of a body (next.config.ts). */
export const MAX_REQUEST_BYTES = 1024 * 1024;

/** How long a request may take to arrive, body and all. How long its answer takes is not limited. */
const ARRIVE_WITHIN_MS = 30_000;
const HEADERS_WITHIN_MS = 15_000;
/** So many unfinished bodies are the most that the memory has to hold. */
const MAX_CONNECTIONS = 1_000;

/** A server that keeps little of what strangers send, and not for long: a body is kept before it is known who sends it. */
export function newHttpServer(listener: RequestListener): Server {
  const limits = {
    requestTimeout: ARRIVE_WITHIN_MS,
    headersTimeout: HEADERS_WITHIN_MS,
    connectionsCheckingInterval: 5_000,
  };
  const server = createServer(limits, (request, response) => {
    if (Number(request.headers['content-length'] ?? 0) <= MAX_REQUEST_BYTES) return listener(request, response);
    response.writeHead(413, { 'content-type': 'application/problem+json', connection: 'close' }).end(tooLargeProblem);
  });
  server.maxConnections = MAX_CONNECTIONS;
  return server;
}

const tooLargeProblem = JSON.stringify({
  type: 'urn:straybytes:problem:invalid',
  title: 'The request is not of the form asked for',
  status: 413,
  detail: `The body is larger than ${MAX_REQUEST_BYTES / 1024} KB.`,
  instance: '/',
  code: 'invalid',
  details: { reason: 'tooLarge' },
});
