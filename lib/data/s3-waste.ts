import { cacheLife } from 'next/cache';
import { S3_SERVICE } from '#lib/spend/cost-row.ts';
import { type S3Picture, s3Picture } from '#lib/spend/s3-picture.ts';
import { lastWholeDay, spendTime } from '#lib/spend/spend-time.ts';
import { costSeries } from '#lib/store/cost-series.ts';
import { getCostCoverage } from './costs.ts';
import { getEstateHistory } from './history.ts';
import { accountIdsOf } from './scope.ts';
import type { Scope } from './scope-query.ts';
import { getSpendSnapshot } from './spend.ts';
import { getToldCosts } from './told-costs.ts';

/** What S3 cost by usage type, and the incomplete uploads in it; null while no day of costs is known. */
export async function getS3Waste(scope: Scope): Promise<{ picture: S3Picture; currency: string | null } | null> {
  const [snapshot, coverage, history, accountIds] = await Promise.all([
    getSpendSnapshot(),
    getCostCoverage(),
    getEstateHistory(scope.account === undefined ? 'account' : 'bucket', scope),
    accountIdsOf(scope),
  ]);
  const lastDay = coverage && lastWholeDay(coverage);
  if (!snapshot || !coverage?.firstDay || !lastDay) return null;
  const { from, to } = spendTime({ range: '90d', firstDay: coverage.firstDay, lastDay });
  const { items, periods, currency } = await readS3(snapshot.snapshotId, from, to, accountIds);
  const told = await getToldCosts(scope, from);
  if (told.told === 'none' && items.length === 0) return null;
  // Waste is priced in USD: beside a bill in another currency it would be a wrong figure.
  const comparable = currency === null || currency === 'USD';
  const waste = (comparable ? (history?.days ?? []) : []).flatMap(({ day, monthlyUsd, unreadable }) =>
    monthlyUsd === null ? [] : { day, monthlyUsd, unreadable: Object.keys(unreadable).length },
  );
  return { picture: s3Picture({ items, periods, waste, from, to }), currency };
}

async function readS3(_snapshotId: string, from: string, to: string, accountIds: string[] | undefined) {
  'use cache';
  cacheLife('days');
  return costSeries({
    granularity: 'daily',
    from,
    to,
    groupBy: 'usageType',
    metric: 'unblended',
    recordTypes: ['usage'],
    filter: { accountIds, service: S3_SERVICE },
  });
}
