import { type LongSession, longSession } from '#lib/identity-center/long-session.ts';
import type { Run, RunOwner } from '#lib/store/runs.ts';

/** A look as oneself: every call is made with the person's own session, and what they may not read stays as it was. */
export type OwnLook = LongSession & { owner: RunOwner };

/** What stands behind a run as oneself; null for any other. Calls nobody yet. */
export async function ownLookOf(run: Run): Promise<OwnLook | null> {
  if (!run.own) return null;
  return { owner: run.own, ...(await longSession({ accountId: accountOfOwn(run), owner: run.own })) };
}

/** The one account that a run as oneself looks at, or of whose bucket it does. */
export function accountOfOwn({ accounts, buckets }: Pick<Run, 'accounts' | 'buckets'>): string {
  return accounts[0] ?? buckets[0]?.split('/', 1)[0] ?? '';
}

/** Who met a problem. */
export function metBy({ permissionSet, awsUser }: RunOwner, problem: string): string {
  return `As ${awsUser ?? 'yourself'} with the permission set ${permissionSet}: ${problem}`;
}

/** Why somebody could not read something as themself: nobody's figures suffer from it. */
export function toldOfOwn(owner: RunOwner, problem: string): string {
  return `${metBy(owner, problem)} What was known before stays.`;
}
