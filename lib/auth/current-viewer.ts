import { causeOf, refusalCode } from '#lib/auth/api-error.ts';
import { auth } from '#lib/auth/auth.ts';
import { answerWith, type Caller, headersFor } from '#lib/auth/caller.ts';
import { isOpen } from '#lib/auth/open.ts';
import { roleOf } from '#lib/auth/power.ts';
import { reducedBy } from '#lib/auth/reduced.ts';
import type { Viewer } from '#lib/auth/viewer.ts';
import { env } from '#lib/env.ts';
import { noteSeen } from '#lib/store/sessions.ts';

/**
 * Who asks with these cookies: a person whose session is open, else, on an open server, whoever it is. Null: nobody, and
 * somebody has to be.
 */
export async function viewerOfHeaders(caller: Omit<Caller, 'answer'>): Promise<Viewer | null> {
  return (await viewerOfSession(caller)) ?? ((await isOpen()) ? localViewer(caller.address) : null);
}

/** As `viewerOfHeaders`, at the door: lets the session live on, whose cookie goes into `answer`, and notes it as seen. */
export async function viewerAtDoor(caller: Caller): Promise<Viewer | null> {
  const viewer = await viewerOfSession(caller, { refresh: true });
  if (viewer?.sessionId) await noteSeen(viewer.sessionId);
  return viewer ?? ((await isOpen()) ? localViewer(caller.address) : null);
}

/** Whoever reaches an open server is this machine's owner; over people nobody has power there, but in the demo. */
export function localViewer(address: string): Viewer {
  const nobody = { personId: null, email: null, sessionId: null, reduced: null } as const;
  const mayPeople = env().CLOCK_CONTROL_URL !== undefined;
  return {
    ...nobody,
    name: 'local',
    kind: 'local',
    role: 'administrator',
    granted: 'administrator',
    mayPeople,
    address,
  };
}

async function viewerOfSession(caller: Caller, { refresh = false } = {}): Promise<Viewer | null> {
  if (!caller.headers.get('cookie')?.includes('straybytes.session_token=')) return null;
  const headers = headersFor(caller, 'all');
  const found = await auth()
    .api.getSession({ headers, query: { disableRefresh: !refresh }, returnHeaders: true })
    .catch((error: unknown) => {
      if (refusalCode(error) !== null) return null;
      throw causeOf(error);
    });
  if (refresh) answerWith(found?.headers, caller);
  if (!found?.response) return null;
  const { session, user } = found.response;
  const granted = roleOf(user.role);
  if (user.disabledAt || granted === null) return null;
  const reduced = await reducedBy({
    role: granted,
    byPassword: session.method === 'password' && !user.twoFactorEnabled,
  });
  const role = reduced ? 'viewer' : granted;
  const who = { personId: user.id, email: user.email, sessionId: session.id, address: caller.address };
  return { ...who, name: user.name, kind: 'person', role, granted, reduced, mayPeople: true };
}
