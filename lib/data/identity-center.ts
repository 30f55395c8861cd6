import { connectionOwner } from '#lib/auth/connection-owner.ts';
import { ownPath } from '#lib/auth/return-path.ts';
import { accountsOf, type Connection, connectionOf } from '#lib/identity-center/connection.ts';
import { type IdentityCenterPlace, identityCenterPlace } from '#lib/identity-center/place.ts';
import { may, requireViewer } from '#lib/session.ts';
import type { ConnectedAccount } from '#lib/store/identity-center.ts';

export type IdentityCenter = {
  /** Null: nobody said yet where it is. */
  place: IdentityCenterPlace | null;
  connection: Connection;
  accounts: ConnectedAccount[];
  /** On a server where nobody signs in: whoever is at the machine shares it. */
  local: boolean;
  /** Whether who looks may fix here, as themself or not. */
  mayFix: boolean;
  /** Whether who looks may say where IAM Identity Center is. */
  mayPlace: boolean;
  /** Where they came from; null: from nowhere in particular. */
  back: string | null;
  now: Date;
};

/** Whether who looks could do something as themself: there is an IAM Identity Center, or they could say where. */
export async function mayActAsOneself(): Promise<boolean> {
  const viewer = await requireViewer('look');
  return connectionOwner(viewer) !== null && (may(viewer, 'accounts') || (await identityCenterPlace()) !== null);
}

/** What who looks is connected with. Calls nobody. */
export async function getIdentityCenter(to: string | null): Promise<IdentityCenter> {
  const viewer = await requireViewer('look');
  const owner = connectionOwner(viewer);
  const [place, connection, accounts] = await Promise.all([
    identityCenterPlace(),
    owner ? connectionOf(owner.sessionId) : ({ state: 'none' } as const),
    owner ? accountsOf(owner.sessionId) : [],
  ]);
  const back = ownPath(to);
  return {
    place,
    connection,
    accounts,
    local: viewer.kind === 'local',
    mayFix: may(viewer, 'fix'),
    mayPlace: may(viewer, 'accounts'),
    back: back === '/' ? null : back,
    now: new Date(),
  };
}
