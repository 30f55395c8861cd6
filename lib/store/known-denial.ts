import { database } from './database.ts';

/** By which policy an action of a kind of reading was denied in an account the last time, in AWS's words; null: nobody said. */
export async function knownDenier({
  accountId,
  kind,
  action,
}: {
  accountId: string;
  kind: string;
  action: string;
}): Promise<string | null> {
  const { rows } = await database().pool.query<{ by: string }>(
    `select e->>'by' as by from account a, jsonb_array_elements(a.denied) e
     where a.id = $1 and e->>'kind' = $2 and e->>'asked' = $3 and e->>'by' is not null order by e->>'at' desc limit 1`,
    [accountId, kind, action],
  );
  return rows[0]?.by ?? null;
}
