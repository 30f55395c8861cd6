import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '#lib/errors.ts';
import { testDatabase } from '#lib/server/test-database.ts';
import { bucketFacets } from './bucket-filter.ts';
import {
  type BucketFilter,
  bucketSorts,
  bucketTotals,
  bucketView,
  latestSnapshot,
  listBuckets,
  listUploads,
  uploadSorts,
} from './buckets.ts';
import { database } from './database.ts';
import { storeEstate } from './estate.test-support.ts';

const takenAt = new Date('2026-11-23T12:00:00Z');
const a = '111111111111';
const b = '222222222222';

let store: Awaited<ReturnType<typeof testDatabase>>;
let snapshotId: string;

beforeAll(async () => {
  store = await testDatabase();
  snapshotId = await storeEstate({
    takenAt,
    buckets: [
      { accountId: a, name: 'logs', bytes: 300, monthlyUsd: 3, oldest: new Date('2026-01-01'), uploads: 7 },
      { accountId: a, name: 'logs_old', bytes: 100, monthlyUsd: 1, coverage: 'full', region: 'eu-west-1' },
      { accountId: a, name: 'logsXold', bytes: 100, monthlyUsd: 1, coverage: 'partial' },
      {
        accountId: b,
        name: 'vault',
        bytes: null,
        monthlyUsd: null,
        uploads: null,
        coverage: null,
        measurement: 'denied',
      },
      {
        accountId: b,
        name: 'Zebra',
        bytes: 200,
        monthlyUsd: 2,
        measurement: 'sampled',
        margin: 20,
        coverage: 'disabled',
      },
      { accountId: b, name: 'empty', bytes: 0, monthlyUsd: 0, uploads: 0, measurement: 'partial' },
    ],
  });
});
afterAll(() => store.drop());

async function names(filter: BucketFilter): Promise<string[]> {
  return (await listBuckets({ snapshotId, filter, sort: 'name', limit: 50 })).items.map(({ name }) => name);
}

describe('listBuckets', () => {
  test.each(bucketSorts)('a walk by cursor in order %s meets every bucket once, unknown values last', async (sort) => {
    const whole = await listBuckets({ snapshotId, filter: {}, sort, limit: 50 });
    const walked: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listBuckets({ snapshotId, filter: {}, sort, limit: 1, cursor });
      expect(page.total).toBe(6);
      walked.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(walked).toEqual(whole.items.map(({ name }) => name));
    expect(new Set(walked).size).toBe(6);
    if (!sort.endsWith('name') && !sort.endsWith('oldestInitiatedAt')) expect(walked.at(-1)).toBe('vault');
  });

  test('an offset gives the same rows as the cursor', async () => {
    const first = await listBuckets({ snapshotId, filter: {}, sort: '-bytes', limit: 2 });
    const byCursor = await listBuckets({
      snapshotId,
      filter: {},
      sort: '-bytes',
      limit: 2,
      cursor: first.nextCursor ?? '',
    });
    const byOffset = await listBuckets({ snapshotId, filter: {}, sort: '-bytes', limit: 2, offset: 2 });
    expect(byOffset.items).toEqual(byCursor.items);
  });

  test('filters by account, region, protection and how it is known', async () => {
    expect(await names({ account: b })).toEqual(['Zebra', 'empty', 'vault']);
    expect(await names({ region: 'eu-west-1' })).toEqual(['logs_old']);
    expect(await names({ coverage: 'unprotected' })).toEqual(['Zebra', 'empty', 'logs', 'logsXold']);
    expect(await names({ coverage: 'unknown' })).toEqual(['vault']);
    expect(await names({ measurement: 'unread' })).toEqual(['empty', 'vault']);
    expect(await names({ account: a, coverage: 'full' })).toEqual(['logs_old']);
  });

  test('a search is for the text, not for a pattern, in any case', async () => {
    expect(await names({ q: 'LOGS_' })).toEqual(['logs_old']);
    expect(await names({ q: '%' })).toEqual([]);
    expect(await names({ q: "'; DROP TABLE bucket; --" })).toEqual([]);
    expect(await names({ q: `name of ${b}` })).toEqual(['Zebra', 'empty', 'vault']);
  });

  test.each(['', 'x', 'e30', Buffer.from('{"sort":"name","value":"a","tie":["1"]}').toString('base64url')])(
    'refuses the cursor %o',
    async (cursor) => {
      const refused = listBuckets({ snapshotId, filter: {}, sort: '-bytes', limit: 1, cursor });
      await expect(refused).rejects.toThrow(AppError);
      await expect(refused).rejects.toMatchObject({ code: 'invalid' });
    },
  );
});

describe('totals, views and facets', () => {
  test('sums what is known and says that it is a lower bound', async () => {
    expect(await bucketTotals({ snapshotId, filter: {} })).toMatchObject({
      buckets: 6,
      withUploads: 4,
      unread: 2,
      sampled: 1,
      protected: 1,
      bytes: 700,
      bytesMargin: 20,
      monthlyUsd: 7,
      atLeast: true,
      oldestInitiatedAt: new Date('2026-01-01'),
    });
    expect(await bucketTotals({ snapshotId, filter: { account: a } })).toMatchObject({ bytes: 500, atLeast: false });
    expect(await bucketTotals({ snapshotId, filter: { q: 'nobody' } })).toMatchObject({
      buckets: 0,
      bytes: 0,
      atLeast: false,
    });
  });

  test('a bucket that could not be read has no figures, not zeros', async () => {
    expect(await bucketView({ snapshotId, accountId: b, bucket: 'vault' })).toMatchObject({
      accountName: `name of ${b}`,
      uploads: null,
      bytes: null,
      monthlyUsd: null,
      coverage: null,
      measurement: 'denied',
    });
    expect(await bucketView({ snapshotId, accountId: a, bucket: 'vault' })).toBeNull();
  });

  test('names the newest snapshot and what can be filtered by', async () => {
    expect(await latestSnapshot()).toMatchObject({ snapshotId, takenAt, totals: { buckets: 6 } });
    expect(await bucketFacets(snapshotId)).toEqual({
      accounts: [
        { accountId: a, name: `name of ${a}`, buckets: 3 },
        { accountId: b, name: `name of ${b}`, buckets: 3 },
      ],
      regions: [
        { region: 'eu-west-1', buckets: 1 },
        { region: 'us-east-1', buckets: 5 },
      ],
    });
  });
});

describe('listUploads', () => {
  beforeAll(async () => {
    await database().pool.query(
      `INSERT INTO upload (bucket_id, key, upload_id, initiated_at, storage_class, creator, creator_confidence, bytes, seen_run)
       SELECT 1, 'k' || (n % 5), 'id' || n, $1::timestamptz - n % 3 * interval '1 day', 'STANDARD', 'spark', 'high',
         CASE WHEN n % 4 = 0 THEN NULL ELSE n % 3 END, 1 FROM generate_series(1, 20) n`,
      [takenAt],
    );
  });

  test.each(uploadSorts)('a walk by cursor in order %s meets every upload once', async (sort) => {
    const walked: { id: string; bytes: number | null }[] = [];
    let cursor: string | undefined;
    do {
      const page = await listUploads({ accountId: a, bucket: 'logs', sort, limit: 3, cursor });
      walked.push(...page.items.map(({ uploadId, bytes }) => ({ id: uploadId, bytes })));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(walked).toHaveLength(20);
    expect(new Set(walked.map(({ id }) => id)).size).toBe(20);
    if (sort === '-bytes') expect(walked.slice(-5).every(({ bytes }) => bytes === null)).toBe(true);
  });

  test('a bucket that nobody knows has none', async () => {
    expect(await listUploads({ accountId: a, bucket: 'nope', limit: 3 })).toEqual({ items: [], nextCursor: null });
  });
});
