import { createHash, timingSafeEqual } from 'node:crypto';
import { connection } from 'next/server';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';

export type Viewer = {
  /** What the activity log says. */
  name: string;
  role: 'operator';
};

/** Until sign-in exists the server listens on loopback only: whoever reaches it is this machine's operator. */
const local: Viewer = { name: 'local', role: 'operator' };
const token: Viewer = { name: 'api token', role: 'operator' };

/** Who looks at a page or calls an action. Waits for a request, so that nothing behind it runs during a build. */
export async function requireViewer(): Promise<Viewer> {
  await connection();
  return local;
}

/**
 * Who calls the API: the bearer of API_TOKEN, else the local session.
 * @throws AppError `unauthenticated` for any other credentials
 */
export function viewerOfRequest(request: Request): Viewer {
  const header = request.headers.get('authorization');
  if (header === null) return local;
  const [, given] = /^Bearer +(\S+) *$/i.exec(header) ?? [];
  const { API_TOKEN: expected } = env();
  if (given !== undefined && expected !== undefined && sameText(given, expected)) return token;
  const why = expected === undefined ? 'this server has no API_TOKEN' : 'it is not `Bearer` and the API_TOKEN';
  throw new AppError('unauthenticated', `The Authorization header is not accepted: ${why}.`);
}

/** In constant time, whatever the lengths. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
