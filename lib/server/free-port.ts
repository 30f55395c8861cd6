import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below what systems hand out by themselves: nobody is given the port between now and its use. */
const OURS = [20_000, 32_000] as const;
/** After so many that are in use the system chooses. */
const TRIES = 20;

/** A TCP port on 127.0.0.1 that nobody listens on now, and not `except`, on which somebody will soon. */
export async function freePort({ except }: { except?: number } = {}): Promise<number> {
  for (let nth = 0; ; nth += 1) {
    const wanted = nth < TRIES ? randomInt(...OURS) : 0;
    const port = await listenOnce(wanted, '127.0.0.1').catch((error: unknown) => {
      if (wanted === 0) throw error;
      return null;
    });
    if (port !== null && port !== except) return port;
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
