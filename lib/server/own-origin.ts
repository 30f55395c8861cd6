import type { Server } from 'node:http';

/**
 * Where this machine reaches its own server: at the very address that it listens on, so that no other program is asked
 * instead. Null for a server that listens on no port.
 */
export function ownOrigin(server: Pick<Server, 'address'>): string | null {
  const bound = server.address();
  if (bound === null || typeof bound === 'string') return null;
  const { address, port } = bound;
  if (address === '0.0.0.0') return `http://127.0.0.1:${port}`;
  if (address === '::') return `http://[::1]:${port}`;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}
