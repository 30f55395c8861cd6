import type { Viewer } from '#lib/auth/viewer.ts';

/** On an open server there is one: of whoever is at the machine. */
export const LOCAL_SESSION = 'local';

export type ConnectionOwner = { sessionId: string; personId: string; actor: string };

/** Whose a connection with IAM Identity Center is: that of a session; null for a token, which is nobody's. */
export function connectionOwner({ kind, sessionId, personId, name: actor }: Viewer): ConnectionOwner | null {
  if (kind === 'local') return { sessionId: LOCAL_SESSION, personId: LOCAL_SESSION, actor };
  return sessionId === null || personId === null ? null : { sessionId, personId, actor };
}
