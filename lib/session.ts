import { createHash, timingSafeEqual } from 'node:crypto';
import { connection } from 'next/server';
import { type Power, roleFor } from '#lib/auth/power.ts';
import { may, type Viewer } from '#lib/auth/viewer.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';

export { may, type Viewer };

const nobodyElse = { personId: null, email: null, sessionId: null, reduced: null, address: '' } as const;
/** Until sign-in exists the server listens on loopback only: whoever reaches it is this machine's owner. */
const local: Viewer = {
  ...nobodyElse,
  name: 'local',
  kind: 'local',
  role: 'administrator',
  granted: 'administrator',
  mayPeople: true,
};
const token: Viewer = {
  ...nobodyElse,
  name: 'api token',
  kind: 'token',
  role: 'operator',
  granted: 'operator',
  mayPeople: false,
};

/**
 * Who looks at a page or calls an action. Waits for a request, so that nothing behind it runs during a build.
 * @throws AppError `forbidden` when the viewer's role does not have this power
 */
export async function requireViewer(power: Power): Promise<Viewer> {
  await connection();
  return permitted(local, power);
}

/** Who looks, whatever they may: what the frame of every page asks. Null: nobody is signed in, and somebody has to be. */
export async function findViewer(): Promise<Viewer | null> {
  await connection();
  return local;
}

/**
 * Who calls the API: the bearer of API_TOKEN, else the local session.
 * @throws AppError `unauthenticated` for any other credentials, `forbidden` when theirs do not have this power
 */
export async function viewerOfRequest(request: Request, power: Power): Promise<Viewer> {
  const header = request.headers.get('authorization');
  if (header === null) return permitted(local, power);
  const [, given] = /^Bearer +(\S+) *$/i.exec(header) ?? [];
  const { API_TOKEN: expected } = env();
  if (given !== undefined && expected !== undefined && sameText(given, expected)) return permitted(token, power);
  const why = expected === undefined ? 'this server has no API_TOKEN' : 'it is not `Bearer` and the API_TOKEN';
  throw new AppError('unauthenticated', `The Authorization header is not accepted: ${why}.`);
}

function permitted(viewer: Viewer, power: Power): Viewer {
  if (may(viewer, power)) return viewer;
  const message = `This takes the role of ${roleFor(power)}; ${viewer.name} is ${viewer.role}.`;
  throw new AppError('forbidden', message, { power, role: viewer.role });
}

/** In constant time, whatever the lengths. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
