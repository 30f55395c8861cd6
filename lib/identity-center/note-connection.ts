import { recordActivity } from '#lib/store/activity.ts';
import { awsNow } from '#lib/store/clock.ts';
import type { StoredConnection } from '#lib/store/identity-center.ts';

/** One line of the activity log. */
export async function noteConnection({
  connection: { userName, region },
  actor,
  action,
}: {
  connection: Pick<StoredConnection, 'userName' | 'region'>;
  actor: string;
  action: 'connect' | 'disconnect';
}): Promise<void> {
  await recordActivity({ at: await awsNow(), actor, action: `identityCenter.${action}`, detail: { userName, region } });
}
