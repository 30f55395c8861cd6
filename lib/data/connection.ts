import { cache } from 'react';
import { readPolicy } from '#lib/collect/policy.ts';
import { env } from '#lib/env.ts';
import { fixPolicy } from '#lib/fix/actions.ts';
import { type HubPlace, hubPlace } from '#lib/fix/hub-place.ts';
import { requireViewer } from '#lib/session.ts';
import { storedConnection } from '#lib/store/connection.ts';

/** Whether AWS could be reached when that was tried last, or null. Calls nobody. */
export const getConnection = cache(async () => {
  await requireViewer('look');
  return storedConnection();
});

/** The policies to attach, made from what the collectors and fixes declare, and the roles of other accounts. */
export async function getPolicies() {
  await requireViewer('look');
  const { READ_ROLE_NAME, FIX_ROLE_NAME } = env();
  const { partition } = await getHubPlace();
  return {
    read: { role: READ_ROLE_NAME, policy: JSON.stringify(readPolicy(partition), null, 2) },
    fix: { role: FIX_ROLE_NAME, policy: JSON.stringify(fixPolicy(partition), null, 2) },
  };
}

/** The roles that this server assumes, as they are named in every account. */
export function ownRoleNames(): string[] {
  const { READ_ROLE_NAME, FIX_ROLE_NAME } = env();
  return [READ_ROLE_NAME, FIX_ROLE_NAME];
}

/** The partition and the region that this server runs in, for what is handed out. */
export const getHubPlace = cache(async (): Promise<HubPlace> => {
  await requireViewer('look');
  return hubPlace(await getConnection());
});
