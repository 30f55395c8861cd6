import { cacheLife } from 'next/cache';
import { cache } from 'react';
import { z } from 'zod';
import { daysBetween } from '#lib/spend/calendar.ts';
import { type CostPicture, costPicture } from '#lib/spend/cost-picture.ts';
import { lastWholeDay, type SpendTime, spendTime } from '#lib/spend/spend-time.ts';
import { costCoverage, costFilters, costSeries } from '#lib/store/cost-series.ts';
import { selectionOf } from './cost-selection.ts';
import { accountIdsOf } from './scope.ts';
import { getKnown, getSpendSnapshot } from './spend.ts';
import type { SpendQuery } from './spend-query.ts';

/** How many parts a picture of costs shows by name. */
const shownParts = 8;

export type CostView = {
  picture: CostPicture;
  time: SpendTime;
  /** Periods of the time that were read, of those that were asked for. */
  known: { periods: number; of: number };
  /** The first day of which costs are known by day. */
  firstDay: string;
  currency: string | null;
  /** Of accounts by id; a service, region or usage type is its own name. */
  nameOf: Record<string, string>;
};

/** Which costs are stored; null before the first reading. */
export const getCostCoverage = cache(async () => {
  const snapshot = await getSpendSnapshot();
  return snapshot && readCoverage(snapshot.snapshotId);
});

/** Accounts, services and regions to choose from. */
export const getCostFilters = cache(async () => {
  const snapshot = await getSpendSnapshot();
  return snapshot ? readFilters(snapshot.snapshotId) : { accounts: [], services: [], regions: [], usageTypes: [] };
});

const costsReadingSchema = z.object({ linkedAccounts: z.array(z.string()) });

/** The accounts whose Cost Explorer told of costs, and the accounts each of them tells of. */
export const getTellers = cache(async () => {
  const { known } = await getKnown('costs', costsReadingSchema);
  return known.map(({ accountId, accountName, data: { linkedAccounts } }) => ({
    accountId,
    accountName,
    linkedAccounts,
    accounts: Math.max(1, linkedAccounts.length),
  }));
});

/** Costs of the time chosen, and of the time before; null while no day of costs is known. */
export async function getCostView(query: SpendQuery): Promise<CostView | null> {
  const [snapshot, coverage, { accounts }, accountIds] = await Promise.all([
    getSpendSnapshot(),
    getCostCoverage(),
    getCostFilters(),
    accountIdsOf(query),
  ]);
  const lastDay = coverage && lastWholeDay(coverage);
  if (!snapshot || !coverage?.firstDay || !lastDay) return null;
  const time = spendTime({ range: query.range, firstDay: coverage.firstDay, lastDay });
  const { range: _range, rows: _rows, ...selection } = query;
  const { picture, currency } = await readPicture(snapshot.snapshotId, time, selection, accountIds);
  const nameOf = query.by === 'account' ? accounts.map(({ accountId, name }) => [accountId, name] as const) : [];
  // A time before that was not read whole is no measure: the table says so.
  const previous = picture.previous === null ? null : time.previous;
  const periods = picture.points.filter((point) => point.known).length;
  const known = { periods, of: time.asked };
  return {
    picture,
    currency,
    time: { ...time, previous },
    known,
    firstDay: coverage.firstDay,
    nameOf: Object.fromEntries(nameOf),
  };
}

async function readPicture(
  _snapshotId: string,
  time: SpendTime,
  query: Omit<SpendQuery, 'range' | 'rows'>,
  accountIds: string[] | undefined,
) {
  'use cache';
  cacheLife('days');
  const { granularity, previous } = time;
  const asked = { granularity, groupBy: query.by, ...selectionOf(query, accountIds) };
  const [now, before] = await Promise.all([
    costSeries({ ...asked, from: time.from, to: time.to }),
    previous && costSeries({ ...asked, ...previous }),
  ]);
  const isWhole = (periods: readonly unknown[], { from, to }: { from: string; to: string }) =>
    periods.length === daysBetween(from, to);
  // A time that is known in part is compared with none.
  const known = before && previous && isWhole(before.periods, previous) && isWhole(now.periods, time);
  const picture = costPicture({
    items: now.items,
    periods: now.periods,
    previous: known ? before.items : null,
    granularity,
    from: time.from,
    to: time.to,
    top: shownParts,
  });
  return { picture, currency: now.currency };
}

async function readCoverage(_snapshotId: string) {
  'use cache';
  cacheLife('days');
  return costCoverage();
}

async function readFilters(_snapshotId: string) {
  'use cache';
  cacheLife('days');
  return costFilters();
}
