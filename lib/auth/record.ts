import { recordActivity } from '#lib/store/activity.ts';
import { awsNow } from '#lib/store/clock.ts';

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
