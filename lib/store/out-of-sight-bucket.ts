import { accountView } from './account-views.ts';
import { database } from './database.ts';
import { type KnownRow, type LastKnown, lastKnownOf } from './last-known.ts';

/** A bucket that was seen once, of an account that is not looked at. */
export type OutOfSightBucket = {
  accountId: string;
  bucket: string;
  accountName: string;
  /** A person left its account out. */
  excluded: boolean;
  /** Why its account is not looked at, in a sentence. */
  notLookedAt: string;
  lastKnown: LastKnown | null;
};

/** @returns null when nobody has seen such a bucket, it is deleted, or its account is looked at */
export async function outOfSightBucket(of: { accountId: string; bucket: string }): Promise<OutOfSightBucket | null> {
  const { rows } = await database().pool.query<KnownRow>(
    `select known_uploads, known_bytes, known_monthly_usd, known_at_least, known_at from bucket
     where account_id = $1 and name = $2 and gone_at is null`,
    [of.accountId, of.bucket],
  );
  const [row] = rows;
  const account = row && (await accountView(of.accountId));
  if (!account || account.notLookedAt === null) return null;
  const { name: accountName, excluded, notLookedAt } = account;
  const lastKnown = lastKnownOf({ bytes: null, measurement: 'notScanned' }, row);
  return { ...of, accountName, excluded, notLookedAt, lastKnown };
}
