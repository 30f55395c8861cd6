import { addDays, addMonths, dayOf, monthOf } from '#lib/spend/calendar.ts';
import type { CostFilter } from '#lib/spend/cost-cut.ts';
import { type CostGrouping, type CostMetric, S3_SERVICE } from '#lib/spend/cost-row.ts';
import { costCoverage, costFilters, costSeries, costTotals } from '#lib/store/cost-series.ts';
import { costState } from '#lib/store/cost-state.ts';
import { lastReadAt, latestSpendSnapshot, spendReadings } from '#lib/store/spend-snapshots.ts';
import type { PageQuery } from './page-queries.ts';

/** What the pages of money, the overview and the API read. */
export async function costQueries(now: Date): Promise<PageQuery[]> {
  const snapshot = await latestSpendSnapshot();
  const { accounts, services, regions, usageTypes } = await costFilters();
  const [accountId, service, region, usageType] = [accounts[7]?.accountId, services[7], regions[1], usageTypes[1]];
  if (!snapshot || !accountId || !service || !region || !usageType) throw new Error('The store has no costs.');
  const { snapshotId } = snapshot;
  const to = addDays(dayOf(now), 1);
  const month = monthOf(dayOf(now));
  const ranges = {
    '90 days': { granularity: 'daily', from: addDays(to, -90), to },
    '13 months': { granularity: 'monthly', from: addMonths(month, -12), to: addMonths(month, 1) },
    '36 months': { granularity: 'monthly', from: addMonths(month, -35), to: addMonths(month, 1) },
  } as const;
  const cuts: [string, CostGrouping, CostFilter][] = [
    ['by service', 'service', {}],
    ['by account', 'account', {}],
    ['by region', 'region', {}],
    ['S3 by usage type', 'usageType', {}],
    ['of an account by service', 'service', { accountId }],
    ['of an account by region', 'region', { accountId }],
    ['of an account, S3 by usage type', 'usageType', { accountId }],
    ['of a service by account', 'account', { service }],
    ['of a service', 'service', { service }],
    ['of S3 by account', 'account', { service: S3_SERVICE }],
    ['of a service and an account', 'service', { service, accountId }],
    ['of a region by account', 'account', { region }],
    ['of a usage type by account', 'account', { usageType }],
  ];
  const spend = Object.entries(ranges).flatMap(([time, range]) =>
    cuts.map(([name, groupBy, filter]): PageQuery => {
      const metric: CostMetric = 'amortized';
      const recordTypes = ['usage', 'tax'] as const;
      const run = () => costSeries({ ...range, groupBy, filter, metric, recordTypes });
      return { page: 'spend', name: `${time} ${name}`, run };
    }),
  );
  const totals = { from: month, to, metric: 'unblended' } as const;
  const others: Record<string, () => Promise<unknown>> = {
    'spend: month to date': () => costTotals(totals),
    'spend: month to date of an account': () => costTotals({ ...totals, filter: { accountId } }),
    'spend: year to date of a region and an account': () =>
      costTotals({ ...totals, from: addDays(to, -365), filter: { region, accountId } }),
    'spend: what is known': costCoverage,
    'spend: what to filter by': costFilters,
    'spend: newest snapshot': latestSpendSnapshot,
    'spend: readings of a kind': () => spendReadings({ snapshotId, kind: 'costs' }),
    'budgets: of all accounts': () => spendReadings({ snapshotId, kind: 'budgets' }),
    'collect: what was read': () => costState({ asked: '100000000001' }),
    'collect: when it was read': () => lastReadAt('costs'),
  };
  return [...spend, ...Object.entries(others).map(([name, run]) => ({ ...split(name), run }))];
}

function split(name: string): { page: string; name: string } {
  const [page = '', ...rest] = name.split(': ');
  return { page, name: rest.join(': ') };
}
