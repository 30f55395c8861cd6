import { recordActivity } from '#lib/store/activity.ts';
import { awsNow } from '#lib/store/clock.ts';
import type { VoidedLink } from '#lib/store/void-links.ts';

/** What happened with people, sessions and tokens: only those with the power over people see it. */
export async function recordPeople({
  actor,
  action,
  address,
  detail = {},
}: {
  actor: string;
  action: string;
  address: string | null;
  detail?: Record<string, unknown>;
}): Promise<void> {
  await recordActivity({ at: await awsNow(), actor, action, address, detail, audience: 'people' });
}

/** Why links that were open open nothing any more. */
export type VoidedBy = 'replaced' | 'maker' | 'joined';

/**
 * That links ended before their time.
 * @param by a hand when left out; a newer link, that whoever made them may make none any more, or an administrator who came
 */
export async function recordVoided({
  actor,
  address,
  voided,
  by,
}: {
  actor: string;
  address: string | null;
  voided: readonly VoidedLink[];
  by?: VoidedBy;
}): Promise<void> {
  for (const { kind, email, name } of voided) {
    const what = { first: { kind }, reset: { kind, name }, invite: { email } }[kind];
    await recordPeople({ actor, action: 'person.uninvite', address, detail: { ...what, ...(by && { by }) } });
  }
}
