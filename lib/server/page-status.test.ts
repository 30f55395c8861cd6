import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { PAGE_STATUS_HEADER } from '#lib/auth/page-power.ts';
import { keepPageStatus } from './page-status.ts';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function answerOf(handler: RequestListener): Promise<Response> {
  const server = createServer((request, response) => {
    keepPageStatus(response);
    handler(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return fetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
}

describe('the status of a page', () => {
  it('is what the door said, however the page is sent, and the header stays inside', async () => {
    for (const begin of [(send: () => void) => send(), (_: () => void) => undefined]) {
      const answer = await answerOf((_request, response) => {
        response.setHeader(PAGE_STATUS_HEADER, '403');
        begin(() => response.writeHead(200, { 'content-type': 'text/html' }));
        response.write('not ');
        response.end('yours');
      });
      expect(answer.status).toBe(403);
      expect(answer.headers.has(PAGE_STATUS_HEADER)).toBe(false);
      expect(await answer.text()).toBe('not yours');
    }
  });

  it('is its own where the door said nothing', async () => {
    const answer = await answerOf((_request, response) => response.writeHead(404).end());
    expect(answer.status).toBe(404);
  });
});
