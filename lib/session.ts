import { headers } from 'next/headers';
import { forbidden, redirect } from 'next/navigation';
import { connection } from 'next/server';
import { cache } from 'react';
import { viewerOfBearer } from '#lib/auth/bearer.ts';
import { addressOf } from '#lib/auth/client-address.ts';
import { viewerAtDoor, viewerOfHeaders, whyNobody } from '#lib/auth/current-viewer.ts';
import { type Power, roleFor } from '#lib/auth/power.ts';
import { PATH_HEADER, signInPath } from '#lib/auth/return-path.ts';
import { may, type Viewer } from '#lib/auth/viewer.ts';
import { AppError } from '#lib/errors.ts';

export { may, type Viewer, whyNobody };

/**
 * Who looks at a page. Waits for a request, so that nothing behind it runs during a build. Who is nobody is sent to sign
 * in; who may not gets the page that says so.
 */
export async function requireViewer(power: Power): Promise<Viewer> {
  await connection();
  const viewer = await viewerOfPage();
  if (!viewer) return redirect(signInPath((await headers()).get(PATH_HEADER)));
  return may(viewer, power) ? viewer : forbidden();
}

/** Who looks, whatever they may: what the frame of every page asks. Null: nobody is signed in, and somebody has to be. */
export async function findViewer(): Promise<Viewer | null> {
  await connection();
  return viewerOfPage();
}

/**
 * Who calls an action.
 * @throws AppError `unauthenticated` for nobody, `forbidden` when the viewer's role does not have this power
 */
export async function viewerOfAction(power: Power): Promise<Viewer> {
  const viewer = await findViewer();
  return permitted(viewer, power, await headers());
}

/**
 * Who calls the API: the bearer of API_TOKEN or of a token that was made here, else the session of the cookies.
 * @throws AppError `unauthenticated` for any other credentials or none, `forbidden` when theirs do not have this power,
 * `throttled` for who tried many
 */
export async function viewerOfRequest(request: Request, power: Power): Promise<Viewer> {
  const address = addressOf(request.headers);
  const header = request.headers.get('authorization');
  if (header !== null) return permitted(await viewerOfBearer(header, address), power, request.headers);
  return permitted(await viewerOfHeaders({ headers: request.headers, address }), power, request.headers);
}

/** Who asks at the door, before anything renders: lets the session live on by `answer`. Null: nobody, so turn away. */
export async function viewerOfDoor(request: Request, answer: Headers): Promise<Viewer | null> {
  return viewerAtDoor({ headers: request.headers, address: addressOf(request.headers), answer });
}

/** Once a request: pages ask many times. */
const viewerOfPage = cache(async (): Promise<Viewer | null> => {
  const given = new Headers(await headers());
  return viewerOfHeaders({ headers: given, address: addressOf(given) });
});

async function permitted(viewer: Viewer | null, power: Power, given: Pick<Headers, 'get'>): Promise<Viewer> {
  if (!viewer) throw new AppError('unauthenticated', await whyNobody(given));
  if (may(viewer, power)) return viewer;
  const why = viewer.reduced ? ' until a second factor is set up' : '';
  const message = `This takes the role of ${roleFor(power)}; ${viewer.name} is ${viewer.role}${why}.`;
  throw new AppError('forbidden', message, { power, role: viewer.role });
}
