import type { PermissionSetUse } from '#lib/permission-sets/choose.ts';
import { database } from './database.ts';

/** What was seen of the permission sets of an account, with its age. */
export async function permissionSetUses(accountId: string): Promise<PermissionSetUse[]> {
  const { rows } = await database().pool.query<{
    permission_set: string;
    action: string;
    allowed: boolean;
    days: number;
  }>(
    `SELECT permission_set, action, allowed, extract(epoch FROM now() - at)::float / 86400 AS days
     FROM permission_set_use WHERE account_id = $1`,
    [accountId],
  );
  return rows.map(({ permission_set: permissionSet, action, allowed, days }) => ({
    permissionSet,
    action,
    allowed,
    daysAgo: days,
  }));
}

/** Notes what a permission set could do just now, or could not. */
export async function notePermissionSetUse({
  accountId,
  permissionSet,
  actions,
  allowed,
}: {
  accountId: string;
  permissionSet: string;
  actions: readonly string[];
  allowed: boolean;
}): Promise<void> {
  await database().pool.query(
    `INSERT INTO permission_set_use (account_id, permission_set, action, allowed, at)
     SELECT $1, $2, action, $4, now() FROM unnest($3::text[]) AS action
     ON CONFLICT (account_id, permission_set, action) DO UPDATE SET allowed = excluded.allowed, at = excluded.at`,
    [accountId, permissionSet, [...new Set(actions)], allowed],
  );
}
