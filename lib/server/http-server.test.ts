import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { MAX_REQUEST_BYTES, newHttpServer } from './http-server.ts';

const reached: string[] = [];
const server = newHttpServer(({ url = '' }, response) => {
  reached.push(url);
  response.end('in');
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Says how long the body is, and sends none of it. */
function announce(port: number, path: string, bytes: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path, method: 'POST', headers: { 'content-length': bytes } });
    asked.on('response', (answer) => {
      resolve(answer.statusCode);
      asked.destroy();
    });
    asked.on('error', reject);
    asked.flushHeaders();
  });
}

test('a body that is too large is refused before any of it is read, and none may take long to arrive', async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  expect(await announce(port, '/large', MAX_REQUEST_BYTES + 1)).toBe(413);
  expect(await announce(port, '/small', MAX_REQUEST_BYTES)).toBe(200);
  expect(reached).toEqual(['/small']);
  expect(server).toMatchObject({ requestTimeout: 30_000, headersTimeout: 15_000, maxConnections: 1_000, timeout: 0 });
  const config = await readFile(path.join(import.meta.dirname, '..', '..', 'next.config.ts'), 'utf8');
  expect(config).toContain('proxyClientMaxBodySize: 1024 * 1024,');
  expect(MAX_REQUEST_BYTES).toBe(1024 * 1024);
});
