import { ListAccountsCommand } from '@aws-sdk/client-sso';
import { askSso } from './ask-sso.ts';
import { allPages } from './pages.ts';

/** Whose portal it is: `accessToken` is a secret. */
export type SsoBearer = { region: string; accessToken: string };
export type SsoAccount = { accountId: string; name: string; email: string | null };

/** Every account where the person has any permission set. A page may be empty and still have a successor. @throws AppError */
export async function ssoAccounts({ region, accessToken }: SsoBearer): Promise<SsoAccount[]> {
  return allPages(async (nextToken) => {
    const page = await askSso({
      region,
      operation: 'SsoListAccounts',
      send: (client, prepare) => client.send(prepare(new ListAccountsCommand({ accessToken, nextToken }))),
    });
    const items = (page.accountList ?? []).flatMap(({ accountId, accountName, emailAddress }): SsoAccount[] =>
      accountId ? [{ accountId, name: accountName || accountId, email: emailAddress ?? null }] : [],
    );
    return { items, next: page.nextToken };
  });
}
