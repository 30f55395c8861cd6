import { database } from './database.ts';

/**
 * By account: why most of its buckets could not be read whole in a snapshot, where nothing denies it. The sentence is
 * that of one of them, and begins with its name.
 */
export async function unreadReasons(snapshotId: string): Promise<Map<string, string>> {
  const { rows } = await database().pool.query<{ accountId: string; why: string }>(
    // What is told of buckets differs by their names: without these it can be counted.
    `select distinct on (account_id) account_id as "accountId", min(problem) as why from bucket_snapshot
     where snapshot_id = $1 and measurement in ('partial', 'notScanned') and problem is not null
     group by account_id, regexp_replace(problem, '^[^:\`]*\`[^\`]*\`: ', '')
     order by account_id, count(*) desc, min(problem)`,
    [snapshotId],
  );
  return new Map(rows.map(({ accountId, why }) => [accountId, why]));
}
