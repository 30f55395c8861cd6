import { secondFactorState } from '#lib/auth/second-factor.ts';
import { listSessions } from '#lib/auth/sessions.ts';
import { providersOf } from '#lib/auth/single-sign-on.ts';
import { connectionOf } from '#lib/identity-center/connection.ts';
import { requireViewer } from '#lib/session.ts';

/** How who looks signs in, and from where; null on a server where nobody has to. */
export async function getYou() {
  const { personId, sessionId, name, email, role, granted, reduced } = await requireViewer('look');
  if (personId === null) return null;
  const [secondFactor, sessions, providers, connection] = await Promise.all([
    secondFactorState({ personId }),
    listSessions({ personId, current: sessionId }),
    providersOf(personId),
    sessionId === null ? null : connectionOf(sessionId),
  ]);
  // A change of how they sign in makes a new session, which is connected with nothing.
  const connected = connection?.state === 'connected';
  return { name, email, role, granted, reduced, secondFactor, sessions, providers, connected, now: new Date() };
}

export type You = NonNullable<Awaited<ReturnType<typeof getYou>>>;
