import {
  type BucketFilter,
  type BucketSort,
  type BucketView,
  latestSnapshot,
  listBuckets,
} from '#lib/store/buckets.ts';
import { answer } from './answer.ts';
import { requireAskedScope } from './asked-scope.ts';
import { csvLines, csvResponse } from './csv.ts';
import { bucketsCsvQuery } from './inputs.ts';
import { parsedQuery } from './parsed.ts';

const PAGE = 1000;

const columns: Record<string, (bucket: BucketView) => string | number | null> = {
  account_id: (bucket) => bucket.accountId,
  account: (bucket) => bucket.accountName,
  bucket: (bucket) => bucket.name,
  region: (bucket) => bucket.region,
  uploads: (bucket) => bucket.uploads,
  bytes: (bucket) => bucket.bytes,
  bytes_low: (bucket) => bucket.bytesLow,
  bytes_high: (bucket) => bucket.bytesHigh,
  bytes_older_than_7_days: (bucket) => bucket.bytesOlderThan7Days,
  oldest_initiated_at: (bucket) => bucket.oldestInitiatedAt?.toISOString() ?? null,
  usd_a_month: (bucket) => bucket.monthlyUsd,
  coverage: (bucket) => bucket.coverage,
  abort_after_days: (bucket) => bucket.abortAfterDays,
  uncovered_bytes: (bucket) => bucket.uncoveredBytes,
  measurement: (bucket) => bucket.measurement,
  problem: (bucket) => bucket.problem,
  checked_at: (bucket) => bucket.checkedAt?.toISOString() ?? null,
  last_known_bytes: (bucket) => bucket.lastKnown?.bytes ?? null,
  last_known_usd_a_month: (bucket) => bucket.lastKnown?.monthlyUsd ?? null,
  last_known_at: (bucket) => bucket.lastKnown?.at.toISOString() ?? null,
};

/** `GET /api/v1/buckets.csv`: every bucket that matches, streamed by pages of one snapshot. An empty cell is "not known". */
export function getBucketsCsv(request: Request): Promise<Response> {
  return answer(request, 'export', async () => {
    const { sort, ...filter } = parsedQuery(bucketsCsvQuery, request);
    const snapshot = await latestSnapshot();
    if (snapshot) await requireAskedScope(filter);
    const day = (snapshot?.takenAt ?? new Date()).toISOString().slice(0, 10);
    const lines = snapshot ? rowsOf({ snapshotId: snapshot.snapshotId, filter, sort }) : empty();
    return csvResponse({ name: `straybytes-buckets-${day}.csv`, lines });
  });
}

async function* rowsOf(selection: {
  snapshotId: string;
  filter: BucketFilter;
  sort: BucketSort;
}): AsyncGenerator<string> {
  yield* empty();
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await listBuckets({ ...selection, cursor, limit: PAGE });
    yield csvLines(page.items.map((bucket) => Object.values(columns).map((cell) => cell(bucket))));
    cursor = page.nextCursor;
  }
}

async function* empty(): AsyncGenerator<string> {
  yield csvLines([Object.keys(columns)]);
}
