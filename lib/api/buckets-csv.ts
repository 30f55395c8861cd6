import { stringify } from 'csv-stringify/sync';
import {
  type BucketFilter,
  type BucketSort,
  type BucketView,
  latestSnapshot,
  listBuckets,
} from '#lib/store/buckets.ts';
import { answer } from './answer.ts';
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
};

/** `GET /api/v1/buckets.csv`: every bucket that matches, streamed by pages of one snapshot. An empty cell is "not known". */
export function getBucketsCsv(request: Request): Promise<Response> {
  return answer(request, async () => {
    const { sort, ...filter } = parsedQuery(bucketsCsvQuery, request);
    const snapshot = await latestSnapshot();
    const day = (snapshot?.takenAt ?? new Date()).toISOString().slice(0, 10);
    const lines = snapshot ? rowsOf({ snapshotId: snapshot.snapshotId, filter, sort }) : empty();
    return new Response(streamOf(lines), {
      headers: {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="straybytes-buckets-${day}.csv"`,
        'cache-control': 'no-store',
      },
    });
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
    yield stringify(page.items.map((bucket) => Object.values(columns).map((cell) => harmless(cell(bucket)))));
    cursor = page.nextCursor;
  }
}

async function* empty(): AsyncGenerator<string> {
  yield stringify([Object.keys(columns)]);
}

/** Reads on only when the reader has taken what was there, and stops when it leaves. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}

/** A spreadsheet runs text that begins like a formula; an apostrophe in front makes it text. Numbers are numbers. */
export function harmless(cell: string | number | null): string | number | null {
  return typeof cell === 'string' && /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
}
