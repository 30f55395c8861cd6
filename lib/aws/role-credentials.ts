import { GetRoleCredentialsCommand } from '@aws-sdk/client-sso';
import { AppError } from '#lib/errors.ts';
import { askSso } from './ask-sso.ts';
import { type OwnSession, ownSession } from './own-session.ts';
import type { SsoBearer } from './sso-accounts.ts';

/**
 * A session of the person's own with a permission set in an account.
 * @throws AppError `denied` with reason `notAssigned` where the person does not have it, or `connection` where AWS knows the
 * token no more
 */
export async function roleCredentials({
  region,
  accessToken,
  accountId,
  permissionSet,
  userName,
}: SsoBearer & { accountId: string; permissionSet: string; userName: string | null }): Promise<OwnSession> {
  const command = new GetRoleCredentialsCommand({ accessToken, accountId, roleName: permissionSet });
  const { roleCredentials: keys } = await askSso({
    region,
    operation: 'GetRoleCredentials',
    accountId,
    permissionSet,
    send: (client, prepare) => client.send(prepare(command)),
  });
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = keys ?? {};
  if (!accessKeyId || !secretAccessKey || !sessionToken || !expiration)
    throw new AppError('failed', `IAM Identity Center gave no session of ${permissionSet} in account ${accountId}.`);
  return ownSession({
    accountId,
    permissionSet,
    userName,
    partition: partitionOf(region),
    expiresAt: new Date(expiration),
    accessKeyId,
    secretAccessKey,
    sessionToken,
  });
}

/** An Identity Center knows accounts of its own partition only. @param region where it is */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
