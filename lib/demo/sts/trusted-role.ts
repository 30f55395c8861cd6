import { isAllowed, unquoted, wording } from '../access.ts';
import type { Caller } from '../caller.ts';
import type { Faults } from '../faults.ts';
import { accessDenied } from '../s3/failure.ts';
import type { ServiceFailure } from '../service-failure.ts';
import { type AssumableRole, assumableRoles, isActive, trustedBy } from '../world/account.ts';
import type { AccountSpec, Denial } from '../world/organization.ts';
import type { World } from '../world/world.ts';

type Wish = { world: World; faults: Faults; caller: Caller; roleArn: string; externalId: string | null };

/**
 * The role that a caller may assume. Across accounts STS does not tell a role that is missing from one that trusts
 * somebody else. @throws ServiceFailure AccessDenied
 */
export function trustedRole(wish: Wish): { account: AccountSpec; role: AssumableRole } {
  const { world, faults, caller, roleArn } = wish;
  const [, accountId = '', path = ''] = /^arn:aws:iam::(\d{12}):role\/(.+)$/.exec(roleArn) ?? [];
  // What is denied in the role's own account holds only for what its sessions do, unless it names this very call.
  const planned = faults.denied.filter(
    ({ account, action }) => (account === undefined || account === accountId) && /^sts:(AssumeRole|\*)$/.test(action),
  );
  const own = caller.account.denied?.filter(({ action }) => ['sts:AssumeRole', 'sts:*', '*'].includes(action)) ?? [];
  const [denial] = [...planned, ...own];
  if (denial) throw refused(wish, denial);
  if (!isAllowed(caller, 'sts:AssumeRole')) throw refused(wish, { by: 'identity-based policy' });
  const account = world.account(accountId);
  const role = account && assumableRoles(account).find(({ name }) => path === name);
  if (!account || !role || !isActive(account) || !trusts({ ...wish, account, role })) throw refused(wish, null);
  return { account, role };
}

function trusts({
  world,
  caller,
  externalId,
  account,
  role,
}: Wish & { account: AccountSpec; role: AssumableRole }): boolean {
  const wanted = role.externalId ?? account.externalId;
  if (wanted !== undefined && wanted !== externalId) return false;
  // A session is trusted by the name of its role.
  const [, session] = /:assumed-role\/([^/]+)\//.exec(caller.arn) ?? [];
  const names = [caller.arn, `arn:aws:iam::${caller.accountId}:root`];
  if (session !== undefined) names.push(`arn:aws:iam::${caller.accountId}:role/${session}`);
  return trustedBy(role, world).some((each) => names.includes(each));
}

function refused({ caller, roleArn }: Wish, denial: Omit<Denial, 'action'> | null): ServiceFailure {
  if (!denial)
    return accessDenied(`User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`);
  const target = { action: 'sts:AssumeRole', resource: roleArn, bucket: null };
  return accessDenied(unquoted(wording({ ...denial, caller, target })));
}
