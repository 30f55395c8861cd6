import { createServer } from 'node:net';

/** A TCP port on 127.0.0.1 that nobody listens on now, and not `except`, on which somebody will soon. */
export async function freePort({ except }: { except?: number } = {}): Promise<number> {
  for (;;) {
    const port = await listenOnce(0, '127.0.0.1');
    if (port !== except) return port;
  }
}

/** Opens and closes a listening socket. @throws the system's error (`EADDRINUSE`, `EACCES`, …) when it cannot */
export function listenOnce(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
