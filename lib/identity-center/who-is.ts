import pLimit from 'p-limit';
import { ownIdentity } from '#lib/aws/own-identity.ts';
import { roleCredentials } from '#lib/aws/role-credentials.ts';
import { ssoAccountRoles } from '#lib/aws/sso-account-roles.ts';
import { type SsoAccount, type SsoBearer, ssoAccounts } from '#lib/aws/sso-accounts.ts';
import { AppError } from '#lib/errors.ts';
import { choosePermissionSet } from '#lib/permission-sets/choose.ts';
import { personOf } from '#lib/permission-sets/reserved-role.ts';
import type { ConnectedAccount } from '#lib/store/identity-center.ts';

/** Of more accounts it is asked where something is to be done: AWS answers for one account at a time, and slows many down. */
export const MOST_ACCOUNTS = 60;
const AT_A_TIME = 4;

export type Who = { userName: string | null; accounts: ConnectedAccount[] };

/**
 * Where whoever has this token has which permission sets, and their user name: AWS tells it by a session only, of which the
 * least is taken. What cannot be found out is left open.
 */
export async function whoIs(bearer: SsoBearer): Promise<Who> {
  return whoIn(bearer, await ssoAccounts(bearer).catch(nothing([])));
}

/** The same where the accounts are known. */
export async function whoIn(bearer: SsoBearer, found: readonly SsoAccount[]): Promise<Who> {
  const limit = pLimit(AT_A_TIME);
  const accounts = await Promise.all(
    found.map(async (account, index) => {
      const asked = () => ssoAccountRoles({ ...bearer, accountId: account.accountId }).catch(nothing(null));
      return { ...account, permissionSets: index < MOST_ACCOUNTS ? await limit(asked) : null };
    }),
  );
  return { accounts, userName: await nameOf(bearer, accounts).catch(nothing(null)) };
}

async function nameOf(bearer: SsoBearer, accounts: readonly ConnectedAccount[]): Promise<string | null> {
  for (const { accountId, permissionSets } of accounts) {
    const needs = ['sts:GetCallerIdentity'];
    const { suggested } = choosePermissionSet({ permissionSets: permissionSets ?? [], needs, uses: [] });
    if (suggested === null) continue;
    const session = await roleCredentials({ ...bearer, accountId, permissionSet: suggested, userName: null });
    return personOf(await ownIdentity({ session, region: bearer.region }));
  }
  return null;
}

/** What cannot be found out is no reason not to be connected. */
function nothing<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof AppError) return value;
    throw error;
  };
}
