import { causeOf, refusalCode } from '#lib/auth/api-error.ts';
import { auth } from '#lib/auth/auth.ts';
import { answerWith, type Caller, headersFor } from '#lib/auth/caller.ts';
import { isOpen } from '#lib/auth/open.ts';
import { roleOf } from '#lib/auth/power.ts';
import { isProxied } from '#lib/auth/proxied.ts';
import { reducedBy } from '#lib/auth/reduced.ts';
import type { Viewer } from '#lib/auth/viewer.ts';
import { env } from '#lib/env.ts';
import { disconnectOver } from '#lib/identity-center/disconnect.ts';
import { endSession, noteSeen, SIGN_ON_HOURS } from '#lib/store/sessions.ts';

/**
 * Who asks with these cookies: a person whose session is open, else, on an open server, whoever it is. Null: nobody, and
 * somebody has to be.
 */
export async function viewerOfHeaders(caller: Omit<Caller, 'answer'>): Promise<Viewer | null> {
  return (await viewerOfSession(caller)) ?? viewerOfMachine(caller);
}

/** As `viewerOfHeaders`, at the door: lets the session live on, whose cookie goes into `answer`, and notes it as seen. */
export async function viewerAtDoor(caller: Caller): Promise<Viewer | null> {
  const viewer = await viewerOfSession(caller, { refresh: true });
  if (viewer?.sessionId) await noteSeen(viewer.sessionId);
  return viewer ?? viewerOfMachine(caller);
}

/** On an open server whoever is at this machine. Through a proxy that it was not told of anybody may ask: nobody is. */
async function viewerOfMachine({ headers, address }: Omit<Caller, 'answer'>): Promise<Viewer | null> {
  return !isProxied(headers) && (await isOpen()) ? localViewer(address) : null;
}

/** What is told to nobody, once somebody has to be. */
export async function whyNobody(headers: Pick<Headers, 'get'>): Promise<string> {
  return (await proxyProblem(headers)) ?? 'Nobody is signed in. Sign in, or send `Authorization: Bearer` and a token.';
}

/** In words, where only a proxy that the server was not told of makes it ask for a sign-in. */
export async function proxyProblem(headers: Pick<Headers, 'get'>): Promise<string | null> {
  if (!isProxied(headers) || !(await isOpen())) return null;
  return 'This request came through a proxy, and without a sign-in only this machine is let in. Set TRUSTED_ORIGIN to the public address, such as https://straybytes.example.com, and start again.';
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
  const ended = found?.response && isOver(found.response.session);
  if (refresh && !ended) answerWith(found?.headers, caller);
  if (!found?.response) return null;
  const { session, user } = found.response;
  if (ended) {
    await disconnectOver(session.id);
    await endSession(session.id);
    return null;
  }
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

/** One that an identity provider began has an end that no use puts off. */
function isOver({ method, createdAt }: { method?: string | null | undefined; createdAt: Date }): boolean {
  return method !== 'password' && createdAt.getTime() + SIGN_ON_HOURS * 3_600_000 <= Date.now();
}
