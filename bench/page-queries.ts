import { listActivity } from '#lib/store/activity.ts';
import { storeAnswers } from '#lib/store/availability.ts';
import { bucketFacets } from '#lib/store/bucket-filter.ts';
import {
  bucketRules,
  bucketSorts,
  bucketTotals,
  bucketView,
  latestSnapshot,
  listBuckets,
  listUploads,
  uploadSorts,
} from '#lib/store/buckets.ts';
import { awsNow } from '#lib/store/clock.ts';
import { estateHistory } from '#lib/store/estate-history.ts';
import { fixById, listFixes, openFixes } from '#lib/store/fixes.ts';
import { bucketHistory, fixMarks, recoveredTotals } from '#lib/store/history.ts';
import { spentOn } from '#lib/store/ledger.ts';
import { latestRun, openRun, runView } from '#lib/store/runs.ts';

export type PageQuery = { page: string; name: string; run: () => Promise<unknown> };

const PAGE = 50;
/** Far into a list of this many, where paging by offset would have become slow. */
const DEEP = { buckets: 5_000, uploads: 20_000, fixes: 500, activity: 2_000 };
/** What the charts show. */
const DAYS = 90;

/** What the pages and the API read, on the largest bucket where it is about one. */
export async function pageQueries(now: Date): Promise<PageQuery[]> {
  const snapshot = await latestSnapshot();
  if (!snapshot) throw new Error('The store has no snapshot.');
  const { snapshotId, runId } = snapshot;
  const first = await listBuckets({ snapshotId, filter: {}, sort: '-bytes', limit: 1 });
  const [largest] = first.items;
  const [fix] = (await listFixes({ limit: 1 })).items;
  if (!largest || !fix) throw new Error('The store has no bucket or no fix.');
  const { accountId, name: bucket } = largest;
  const place = { accountId, bucket };
  const list = (rest: Partial<Parameters<typeof listBuckets>[0]>) =>
    listBuckets({ snapshotId, filter: {}, sort: '-monthlyUsd', limit: PAGE, ...rest });
  const deepBuckets = (await list({ limit: DEEP.buckets })).nextCursor ?? undefined;
  const deepFixes = (await listFixes({ limit: DEEP.fixes })).nextCursor ?? undefined;
  const deepActivity = (await listActivity({ limit: DEEP.activity })).nextCursor ?? undefined;
  const deepUploads = await Promise.all(
    uploadSorts.map(async (sort) => ({
      sort,
      cursor: (await listUploads({ ...place, limit: DEEP.uploads, sort })).nextCursor ?? undefined,
    })),
  );

  const every: Record<string, Record<string, () => Promise<unknown>>> = {
    every: {
      'newest snapshot': latestSnapshot,
      'time of AWS': awsNow,
      'store answers': () => storeAnswers({ timeoutMs: 1000 }),
      'open run': openRun,
      'newest run': latestRun,
      'open fixes': () => openFixes(),
    },
    overview: {
      'totals of all': () => bucketTotals({ snapshotId, filter: {} }),
      'totals of an account': () => bucketTotals({ snapshotId, filter: { account: accountId } }),
      'dearest eight': () => list({ limit: 8 }),
      'denied, by name': () => list({ filter: { measurement: 'denied' }, sort: 'name', limit: 2 }),
      'history by account': () => estateHistory({ days: DAYS, now, groupBy: 'account', top: 3 }),
      'history by bucket': () => estateHistory({ days: DAYS, now, groupBy: 'bucket', top: 3 }),
      'history of an account': () =>
        estateHistory({ days: DAYS, now, groupBy: 'bucket', top: 3, accountIds: [accountId] }),
      'marks of fixes': () => fixMarks({ days: DAYS, now }),
      'recovered so far': () => recoveredTotals({}),
      'run and its problems': () => runView(runId),
      'spent today': () => spentOn(now),
    },
    buckets: {
      ...Object.fromEntries(bucketSorts.map((sort) => [`sorted by ${sort}`, () => list({ sort })])),
      'after a cursor': () => list({ cursor: deepBuckets }),
      'by page number': () => list({ offset: DEEP.buckets }),
      'search in names': () => list({ filter: { q: 'data-77' } }),
      'search in vain': () => list({ filter: { q: 'nothing-like-it' } }),
      'search an account': () => list({ filter: { q: 'account-7' } }),
      'of an account': () => list({ filter: { account: accountId } }),
      'of a region': () => list({ filter: { region: 'ap-northeast-2' } }),
      unprotected: () => list({ filter: { coverage: 'unprotected' } }),
      unread: () => list({ filter: { measurement: 'unread' } }),
      'totals of a search': () => bucketTotals({ snapshotId, filter: { q: 'data-7', coverage: 'unprotected' } }),
      'what to filter by': () => bucketFacets(snapshotId),
    },
    bucket: {
      figures: () => bucketView({ snapshotId, ...place }),
      rules: () => bucketRules(place),
      history: () => bucketHistory({ ...place, days: DAYS, now }),
      fixes: () => listFixes({ ...place, limit: PAGE }),
      'marks of its fixes': () => fixMarks({ ...place, days: DAYS, now }),
      ...Object.fromEntries(
        deepUploads.flatMap(({ sort, cursor }) => [
          [`uploads by ${sort}`, () => listUploads({ ...place, limit: PAGE, sort })],
          [`uploads by ${sort}, far on`, () => listUploads({ ...place, limit: PAGE, sort, cursor })],
        ]),
      ),
    },
    activity: {
      newest: () => listActivity({ limit: PAGE }),
      'far back': () => listActivity({ limit: PAGE, cursor: deepActivity }),
      'of a bucket': () => listActivity({ ...place, limit: PAGE }),
      'all fixes': () => listFixes({ limit: PAGE }),
      'fixes far back': () => listFixes({ limit: PAGE, cursor: deepFixes }),
      'fixes by state': () => listFixes({ limit: PAGE, states: ['clearing'] }),
      'fixes of an account': () => listFixes({ accountId, limit: PAGE }),
      'one fix': () => fixById(fix.fixId),
    },
  };
  return Object.entries(every).flatMap(([page, queries]) =>
    Object.entries(queries).map(([name, run]) => ({ page, name, run })),
  );
}
