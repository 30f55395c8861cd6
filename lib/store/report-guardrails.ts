import { z } from 'zod';
import { DAY_MS } from '#lib/waste/age.ts';
import { nameBefore } from './account-names.ts';
import { database } from './database.ts';

/** What the checks said of an account, by the id of the check; `crashed` and `blind` say nothing about it. */
export type AccountGuardrails = {
  accountId: string;
  accountName: string;
  statuses: Map<string, 'pass' | 'fail' | 'blind' | 'crashed'>;
};

const statuses = z.record(z.string(), z.enum(['pass', 'fail', 'blind', 'crashed']));

/**
 * What was known of guardrails at the end of the last UTC day that was over at a moment, because of each day only the last
 * snapshot is kept. Of an account that could not be read since another moment, or the last time it was tried, nothing is known. Null: no snapshot.
 */
export async function guardrailsAt({ end, since }: { end: Date; since: Date }): Promise<AccountGuardrails[] | null> {
  const { rows } = await database().pool.query<{ accountId: string | null; accountName: string; statuses: unknown }>(
    `select r.account_id as "accountId", coalesce(${nameBefore('r.account_id', '$3')}, a.name, c.name, r.account_id) as "accountName",
       case when r.data_at >= $2 and r.state in ('ok', 'none') then (
         select jsonb_object_agg(j ->> 'check', j ->> 'status') from jsonb_path_query(r.data, '$.judgements[*]') j) end as statuses
     from (select id from spend_snapshot where taken_at < $1 order by taken_at desc, seq desc limit 1) s
       left join spend_reading r on r.snapshot_id = s.id and r.kind = 'guardrails'
       left join account a on a.id = r.account_id left join cost_account c on c.id = r.account_id
     order by r.account_id`,
    [new Date(Math.floor(end.getTime() / DAY_MS) * DAY_MS), since, end],
  );
  if (rows.every(({ accountId }) => accountId === null)) return null;
  return rows.flatMap((row) => {
    if (row.accountId === null) return [];
    const known = statuses.safeParse(row.statuses);
    const { accountId, accountName } = row;
    return { accountId, accountName, statuses: new Map(known.success ? Object.entries(known.data) : []) };
  });
}
