import { LogoutCommand } from '@aws-sdk/client-sso';
import { askSso } from './ask-sso.ts';
import type { SsoBearer } from './sso-accounts.ts';

/** Makes the token worthless. Sessions that it has fetched already go on until they expire. @throws AppError */
export async function ssoLogout({ region, accessToken }: SsoBearer): Promise<void> {
  await askSso({
    region,
    operation: 'Logout',
    send: (client, prepare) => client.send(prepare(new LogoutCommand({ accessToken }))),
  });
}
