import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { outcomeOf, post } from './post.ts';

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200);
  // The rest of the answer never comes.
  response.write('taken');
});

beforeEach(async () => {
  vi.stubEnv('ALLOW_PRIVATE_TARGETS', 'true');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('who said 200 has taken it, however long the rest of the answer takes', async () => {
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  const answer = await post(`http://127.0.0.1:${port}/hook`, { body: '{}', headers: {}, timeoutMs: 5_000 });
  expect(outcomeOf(answer)).toEqual({ state: 'sent', answer: 'HTTP 200: taken' });
});
