import type { Viewer } from '#lib/session.ts';
import { recordActivity } from '#lib/store/activity.ts';
import { awsNow } from '#lib/store/clock.ts';

const SHOWN_VALUE = 200;

/**
 * Notes that somebody took figures away: which, and narrowed how. A picture that a page of ours shows to somebody is
 * looked at, not taken; a program looks at nothing.
 */
export async function noteExport(request: Request, { name: actor, kind }: Viewer): Promise<void> {
  const { pathname, searchParams } = new URL(request.url);
  if (kind !== 'token' && pathname.endsWith('.png') && isShown(request.headers)) return;
  const file = pathname.replace(/^\/api\/v1\//, '').slice(0, SHOWN_VALUE);
  const query = searchParams.toString().slice(0, SHOWN_VALUE);
  const detail = { file, ...(query && { query }) };
  await recordActivity({ at: await awsNow(), actor, action: `export.${whatIn(file)}`, detail, audience: 'people' });
}

/** A browser says so itself: of a page of ours, and of no other that has the address of the picture. */
function isShown(headers: Headers): boolean {
  return headers.get('sec-fetch-dest') === 'image' && headers.get('sec-fetch-site') === 'same-origin';
}

function whatIn(file: string): string {
  if (file === 'costs/focus.csv') return 'focus';
  if (file.endsWith('.png')) return 'picture';
  return /^[a-z]+/.exec(file)?.[0] ?? 'figures';
}
