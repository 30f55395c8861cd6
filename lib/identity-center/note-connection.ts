import { recordActivity } from '#lib/store/activity.ts';
import { awsNow } from '#lib/store/clock.ts';
import { ownerOf, type StoredConnection } from '#lib/store/identity-center.ts';

/** One line of the activity log, for those who see who signs in. Where somebody else ends it, it names whose it was. */
export async function noteConnection({
  connection: { personId, userName, region },
  actor,
  action,
  address,
  why,
}: {
  connection: Pick<StoredConnection, 'personId' | 'userName' | 'region'>;
  actor: string;
  action: 'connect' | 'disconnect';
  /** Left out: of the work that this belongs to. */
  address?: string | null | undefined;
  /** Left out: somebody did it. */
  why?: 'sessionOver' | undefined;
}): Promise<void> {
  const owner = await ownerOf(personId);
  const detail = { userName, region, ...(owner !== actor && { name: owner }), ...(why && { why }) };
  const what = { action: `identityCenter.${action}`, detail, audience: 'people' } as const;
  await recordActivity({ at: await awsNow(), actor, ...what, ...(address !== undefined && { address }) });
}
