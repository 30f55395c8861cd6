import { AppError } from '#lib/errors.ts';
import { coverageByKey } from '#lib/lifecycle/coverage.ts';
import {
  type BucketView,
  bucketIdOf,
  bucketRules,
  bucketTotals,
  bucketView,
  latestSnapshot,
  listBuckets,
  listUploads,
} from '#lib/store/buckets.ts';
import { awsNow } from '#lib/store/clock.ts';
import { listFixes } from '#lib/store/fixes.ts';
import { bucketHistory } from '#lib/store/history.ts';
import { outOfSightBucket } from '#lib/store/out-of-sight-bucket.ts';
import { isHiddenKnown } from '#lib/waste/hidden.ts';
import { answer, json } from './answer.ts';
import { requireAskedScope } from './asked-scope.ts';
import { fixJson } from './fix-json.ts';
import { bucketParams, bucketsQuery, uploadsQuery } from './inputs.ts';
import { parsed, parsedQuery } from './parsed.ts';

const HISTORY_DAYS = 90;
const SHOWN_FIXES = 50;

export type BucketPath = { accountId: string; bucket: string };

/** `GET /api/v1/buckets` */
export function getBuckets(request: Request): Promise<Response> {
  return answer(request, 'look', async () => {
    const { sort, cursor, limit, ...filter } = parsedQuery(bucketsQuery, request);
    const snapshot = await latestSnapshot();
    // Before the first collection nobody is known, and whoever waits for it asks again.
    if (!snapshot) {
      const totals = { uploads: 0, bytes: 0, monthlyUsd: 0, atLeast: true, known: false };
      return json({ snapshotId: null, totals, total: 0, items: [], nextCursor: null });
    }
    await requireAskedScope(filter);
    const { snapshotId } = snapshot;
    const [page, sums] = await Promise.all([
      listBuckets({ snapshotId, filter, sort, cursor, limit }),
      bucketTotals({ snapshotId, filter }),
    ]);
    const { uploads, bytes, monthlyUsd, atLeast, oldestCheckedAt: checkedAt, unread: unreadable } = sums;
    const known = isHiddenKnown({ ...sums, checkedAt, unreadable });
    const totals = { uploads, bytes, monthlyUsd, atLeast, known };
    const items = page.items.map(bucketJson);
    return json({ snapshotId, totals, total: page.total, items, nextCursor: page.nextCursor });
  });
}

/** `GET /api/v1/buckets/{accountId}/{bucket}`: with its last 90 days, its rules as last read, and its fixes. */
export function getBucket(request: Request, params: BucketPath): Promise<Response> {
  return answer(request, 'look', async () => {
    const place = parsed(bucketParams, params, 'The path');
    const snapshot = await latestSnapshot();
    const view = snapshot && (await bucketView({ snapshotId: snapshot.snapshotId, ...place }));
    if (!view) throw await unknownBucket(place);
    const [history, rules, fixes] = await Promise.all([
      bucketHistory({ ...place, days: HISTORY_DAYS, now: await awsNow() }),
      bucketRules(place),
      listFixes({ ...place, limit: SHOWN_FIXES }),
    ]);
    return json({
      ...bucketJson(view),
      history,
      rules: rules?.config.rules ?? null,
      rulesReadAt: rules?.readAt ?? null,
      fixes: fixes.items.map(fixJson),
    });
  });
}

/** `GET /api/v1/buckets/{accountId}/{bucket}/uploads` */
export function getUploads(request: Request, params: BucketPath): Promise<Response> {
  return answer(request, 'look', async () => {
    const place = parsed(bucketParams, params, 'The path');
    const query = parsedQuery(uploadsQuery, request);
    if ((await bucketIdOf(place.accountId, place.bucket)) === null) throw await unknownBucket(place);
    const [{ items, nextCursor }, rules] = await Promise.all([listUploads({ ...place, ...query }), bucketRules(place)]);
    const coverage = rules ? coverageByKey(rules.config.rules) : () => ({ coverage: null, abortAfterDays: null });
    return json({
      items: items.map(({ creator, ...upload }) => ({ ...upload, likelyCreator: creator, ...coverage(upload.key) })),
      nextCursor,
    });
  });
}

/** A bucket without what only pages need. */
function bucketJson({ bucketId: _id, priceFallback: _price, breakdown: _breakdown, ...bucket }: BucketView) {
  return bucket;
}

async function unknownBucket({ accountId, bucket }: BucketPath): Promise<AppError> {
  const outOfSight = await outOfSightBucket({ accountId, bucket });
  return new AppError(
    'notFound',
    outOfSight?.notLookedAt ??
      `No collection has seen a bucket \`${bucket}\` in account ${accountId}. Check both names, or collect first.`,
    { accountId, bucket },
  );
}
