import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { path: string; headers: IncomingHttpHeaders; body: Buffer };
type Reply = { status: number; headers?: Record<string, string>; body?: string };

/** A real HTTP server that keeps what it gets; `reply` answers, null never does, and `broken` ends the connection. */
export async function startReceiver(
  reply: (received: Received, count: number) => Reply | null | 'broken' | Promise<Reply | null>,
) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const got = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(pieces) };
    received.push(got);
    const answer = await reply(got, received.length);
    if (answer === 'broken') request.socket.destroy();
    else if (answer) response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
