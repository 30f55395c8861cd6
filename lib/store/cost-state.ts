import type { CostCut, costCuts } from '#lib/spend/cost-row.ts';
import type { CostState } from '#lib/spend/cost-spans.ts';
import { database } from './database.ts';

/**
 * Whether every UTC day of a range was last read so many hours after its end or later, by each Cost Explorer that told of it:
 * a day read earlier is on the bill in part.
 */
export async function areDaysOver({ from, to, hours }: { from: string; to: string; hours: number }): Promise<boolean> {
  const { rows } = await database().pool.query<{ over: boolean }>(
    `select count(distinct start) = $2::date - $1::date
       and coalesce(bool_and(read_at >= (start + 1)::timestamp at time zone 'UTC' + make_interval(hours => $3)), false) as over
     from cost_period where cut = 'service' and granularity = 'daily' and start >= $1::date and start < $2::date`,
    [from, to, hours],
  );
  return rows[0]?.over === true;
}

/** When days of a bill were last read; null: never. */
export async function costsReadAt(): Promise<Date | null> {
  const { rows } = await database().pool.query<{ at: Date | null }>(
    `select max(read_at) as at from cost_period where cut = 'service' and granularity = 'daily'`,
  );
  return rows[0]?.at ?? null;
}

/** How far one account's Cost Explorer was read, cut by cut: what `costSpans` needs to know what is left. */
export async function costState({ asked }: { asked: string }): Promise<CostState> {
  const { rows } = await database().pool.query<{
    cut: CostCut;
    firstDay: string | null;
    lastDay: string | null;
    estimatedFrom: string | null;
    firstMonth: string | null;
  }>(
    `select cut, min(start) filter (where granularity = 'daily')::text as "firstDay",
       max(start) filter (where granularity = 'daily')::text as "lastDay",
       min(start) filter (where granularity = 'daily' and estimated)::text as "estimatedFrom",
       min(start) filter (where granularity = 'monthly')::text as "firstMonth"
     from cost_period where asked = $1 group by cut`,
    [asked],
  );
  const of = (cut: CostCut) => rows.find((row) => row.cut === cut);
  const state = (cut: CostCut) => {
    const { firstDay = null, lastDay = null, estimatedFrom = null, firstMonth = null } = of(cut) ?? {};
    return { firstDay, lastDay, estimatedFrom, firstMonth };
  };
  return { service: state('service'), region: state('region'), usageType: state('usageType') } satisfies Record<
    (typeof costCuts)[number],
    unknown
  >;
}
