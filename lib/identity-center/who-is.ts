import { ownIdentity } from '#lib/aws/own-identity.ts';
import { roleCredentials } from '#lib/aws/role-credentials.ts';
import { ssoAccountRoles } from '#lib/aws/sso-account-roles.ts';
import { type SsoAccount, type SsoBearer, ssoAccounts } from '#lib/aws/sso-accounts.ts';
import { AppError } from '#lib/errors.ts';
import { choosePermissionSet } from '#lib/permission-sets/choose.ts';
import { personOf } from '#lib/permission-sets/reserved-role.ts';

/** The accounts of whoever has this token, and their user name: AWS tells it by a session only, of which the least is taken. */
export async function whoIs(bearer: SsoBearer): Promise<{ userName: string | null; accounts: SsoAccount[] }> {
  const accounts = await ssoAccounts(bearer).catch(nothing<SsoAccount[]>([]));
  const [first] = accounts;
  if (!first) return { userName: null, accounts };
  return { accounts, userName: await nameIn(bearer, first.accountId).catch(nothing(null)) };
}

async function nameIn(bearer: SsoBearer, accountId: string): Promise<string | null> {
  const permissionSets = await ssoAccountRoles({ ...bearer, accountId });
  const { suggested } = choosePermissionSet({ permissionSets, needs: ['sts:GetCallerIdentity'], uses: [] });
  if (suggested === null) return null;
  const session = await roleCredentials({ ...bearer, accountId, permissionSet: suggested, userName: null });
  return personOf(await ownIdentity({ session, region: bearer.region }));
}

/** A name that cannot be found out is no reason not to be connected. */
function nothing<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof AppError) return value;
    throw error;
  };
}
