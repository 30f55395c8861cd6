import { secondFactorState } from '#lib/auth/second-factor.ts';
import { listSessions } from '#lib/auth/sessions.ts';
import { requireViewer } from '#lib/session.ts';

/** How who looks signs in, and from where; null on a server where nobody has to. */
export async function getYou() {
  const { personId, sessionId, name, email, role, granted, reduced } = await requireViewer('look');
  if (personId === null) return null;
  const [secondFactor, sessions] = await Promise.all([
    secondFactorState({ personId }),
    listSessions({ personId, current: sessionId }),
  ]);
  return { name, email, role, granted, reduced, secondFactor, sessions, now: new Date() };
}

export type You = NonNullable<Awaited<ReturnType<typeof getYou>>>;
