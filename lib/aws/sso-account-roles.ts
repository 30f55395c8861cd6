import { ListAccountRolesCommand } from '@aws-sdk/client-sso';
import { askSso } from './ask-sso.ts';
import { allPages } from './pages.ts';
import type { SsoBearer } from './sso-accounts.ts';

/** The names of the permission sets that the person has in an account. @throws AppError */
export async function ssoAccountRoles({
  region,
  accessToken,
  accountId,
}: SsoBearer & { accountId: string }): Promise<string[]> {
  return allPages(async (nextToken) => {
    const page = await askSso({
      region,
      operation: 'ListAccountRoles',
      accountId,
      send: (client, prepare) =>
        client.send(prepare(new ListAccountRolesCommand({ accessToken, accountId, nextToken }))),
    });
    return { items: (page.roleList ?? []).flatMap(({ roleName }) => roleName ?? []), next: page.nextToken };
  });
}
