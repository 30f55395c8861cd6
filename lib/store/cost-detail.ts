import { periodEnd } from '#lib/spend/calendar.ts';
import { type Granularity, type RecordType, recordTypes } from '#lib/spend/cost-row.ts';
import type { FocusCost } from '#lib/spend/focus.ts';
import { costTables } from './costs.ts';
import { database } from './database.ts';

/** One cost as it is stored, by account, service and record type: all that an export can hold of it. */
export type CostDetail = FocusCost & { amortized: string; estimated: boolean };

/**
 * Every cost by service whose period begins in a range, period by period: an export may have millions, and never more than
 * a period's are held. `to` is exclusive.
 */
export async function* costDetails({
  granularity,
  from,
  to,
  accountId,
  accountIds,
  recordTypes: types = recordTypes,
}: {
  granularity: Granularity;
  from: string;
  to: string;
  accountId?: string | undefined;
  /** Of these alone. */
  accountIds?: readonly string[] | undefined;
  recordTypes?: readonly RecordType[] | undefined;
}): AsyncGenerator<CostDetail[]> {
  const { rows: periods } = await database().pool.query<{ start: string; estimated: boolean; currency: string | null }>(
    `select start::text as start, bool_or(estimated) as estimated, max(currency) as currency from cost_period
     where cut = 'service' and granularity = $1 and start >= $2::date and start < $3::date group by 1 order by 1`,
    [granularity, from, to],
  );
  for (const { start, estimated, currency } of periods) {
    const { rows } = await database().pool.query<Omit<CostDetail, 'start' | 'end' | 'estimated' | 'currency'>>(
      `select c.account_id as "accountId", coalesce(a.name, n.name) as "accountName", c.asked,
         coalesce(payer.name, asked.name) as "askedName", k.name as service, c.record_type as "recordType",
         trim_scale(c.unblended)::text as unblended, trim_scale(c.amortized)::text as amortized,
         trim_scale(c.net_amortized)::text as "netAmortized"
       from ${costTables[granularity]} c join cost_key k on k.id = c.key_id and k.cut = 'service'
         left join account a on a.id = c.account_id left join cost_account n on n.id = c.account_id
         left join account payer on payer.id = c.asked left join cost_account asked on asked.id = c.asked
       where c.key_id = any(array(select id from cost_key where cut = 'service')) and c.start = $1::date
         and ($2::text is null or c.account_id = $2) and ($4::text[] is null or c.account_id = any($4)) and c.record_type = any($3)
       order by c.account_id, k.name, c.record_type`,
      [start, accountId ?? null, [...types], accountIds ?? null],
    );
    yield rows.map((row) => ({ ...row, start, end: periodEnd(start, granularity), estimated, currency }));
  }
}
