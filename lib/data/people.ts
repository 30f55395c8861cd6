import { listTokens } from '#lib/auth/api-tokens.ts';
import { openInvitations } from '#lib/auth/invitations.ts';
import { listPeople, peopleSettings } from '#lib/auth/people.ts';
import { requireViewer } from '#lib/session.ts';

export type { ApiTokenView } from '#lib/auth/api-tokens.ts';
export type { OpenInvitation } from '#lib/auth/invitations.ts';
export type { Person } from '#lib/auth/people.ts';

/** Who may sign in, who is invited, and what is asked of them. `now` is this machine's, as the times are. */
export async function getPeople() {
  const { personId } = await requireViewer('people');
  const [people, invitations, settings] = await Promise.all([listPeople(), openInvitations(), peopleSettings()]);
  return { people, invitations, settings, self: personId, now: new Date() };
}

/** What programs may come with. */
export async function getTokens() {
  const { role } = await requireViewer('people');
  return { tokens: await listTokens(), role, now: new Date() };
}
