import { recordActivity } from '#lib/store/activity.ts';
import { awsNow } from '#lib/store/clock.ts';
import type { StoredConnection } from '#lib/store/identity-center.ts';

/** One line of the activity log, for those who see who signs in. */
export async function noteConnection({
  connection: { userName, region },
  actor,
  action,
  address,
}: {
  connection: Pick<StoredConnection, 'userName' | 'region'>;
  actor: string;
  action: 'connect' | 'disconnect';
  /** Left out: of the work that this belongs to. */
  address?: string | undefined;
}): Promise<void> {
  const what = { action: `identityCenter.${action}`, detail: { userName, region }, audience: 'people' } as const;
  await recordActivity({ at: await awsNow(), actor, ...what, ...(address !== undefined && { address }) });
}
