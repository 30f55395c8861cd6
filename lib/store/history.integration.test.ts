import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import { database } from './database.ts';
import { storeEstate } from './estate.test-support.ts';
import { bucketHistory, fixMarks, recoveredTotals } from './history.ts';

const now = new Date('2026-11-23T23:30:00Z');
const a = '111111111111';
const b = '222222222222';

let store: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  store = await testDatabase();
  const { pool } = database();
  await storeEstate({
    takenAt: now,
    buckets: [
      { accountId: a, name: 'now-empty', bytes: 0 },
      { accountId: a, name: 'large', bytes: 60 },
      { accountId: b, name: 'small', bytes: 5 },
    ],
  });
  // No collection on the 21st; `small` could not be read on the 22nd.
  await pool.query(
    `INSERT INTO bucket_day (bucket_id, day, uploads, bytes, monthly_usd, coverage, measurement) VALUES
     (1, '2026-11-20', 9, 90, 0.9, 'none', 'exact'), (1, '2026-11-22', 0, 0, 0, 'full', 'exact'),
     (2, '2026-11-20', 1, 10, 0.1, 'none', 'exact'), (2, '2026-11-23', 1, 60, 0.6, 'none', 'exact'),
     (3, '2026-11-20', 1, 5, 0.5, 'none', 'exact'), (3, '2026-11-22', NULL, NULL, NULL, NULL, 'denied'),
     (3, '2026-11-23', 1, 6, 0.6, 'none', 'exact')`,
  );
  const fix = (
    bucketId: number,
    accountId: string,
    name: string,
    state: string,
    at: string,
    planned: number,
    realised: number,
  ) =>
    pool.query(
      `INSERT INTO fix (id, bucket_id, account_id, bucket_name, region, state, days, remove_expired_delete_markers, actor,
         fingerprint, after_fingerprint, before, after, cutoff_at, planned_uploads, planned_bytes, planned_monthly_usd,
         realised_monthly_usd, created_at, applied_at)
       VALUES ($1, $2, $3, $4, 'us-east-1', $5, 7, false, 'local', 'x', 'y', '{}', '{}', $6, 1, 90, $7, $8, $6, $9)`,
      [randomUUID(), bucketId, accountId, name, state, at, planned, realised, state === 'failed' ? null : at],
    );
  await fix(1, a, 'now-empty', 'clean', '2026-11-21T08:00:00Z', 9, 8);
  await fix(3, b, 'small', 'clearing', '2026-11-22T23:59:00Z', 5, 2);
  await fix(2, a, 'large', 'failed', '2026-11-22T10:00:00Z', 5, 0);
});
afterAll(() => store.drop());

test('bucketHistory leaves unknown days unknown', async () => {
  const days = await bucketHistory({ accountId: b, bucket: 'small', days: 30, now });
  expect(days.map(({ day, bytes, measurement }) => [day, bytes, measurement])).toEqual([
    ['2026-11-20', 5, 'exact'],
    ['2026-11-21', null, null],
    ['2026-11-22', null, 'denied'],
    ['2026-11-23', 6, 'exact'],
  ]);
  expect(await bucketHistory({ accountId: b, bucket: 'nope', days: 30, now })).toEqual([]);
});

test('fixMarks names what was applied, on its UTC day, and not what failed', async () => {
  expect(await fixMarks({ days: 30, now })).toMatchObject([
    { day: '2026-11-21', bucket: 'now-empty' },
    { day: '2026-11-22', bucket: 'small' },
  ]);
  expect(await fixMarks({ days: 30, now, bucket: 'small' })).toHaveLength(1);
  expect(await fixMarks({ days: 2, now })).toHaveLength(1);
});

test('recoveredTotals tells the measured from what fixes in force still wait for', async () => {
  expect(await recoveredTotals({})).toEqual({
    measuredUsd: 10,
    expectedUsd: 3,
    fixes: 2,
    since: new Date('2026-11-21T08:00:00Z'),
  });
  await database().pool.query('UPDATE bucket SET gone_at = now() WHERE id IN (SELECT bucket_id FROM fix)');
  expect(await recoveredTotals({})).toMatchObject({ measuredUsd: 10, expectedUsd: 0 });
  await database().pool.query('UPDATE bucket SET gone_at = NULL');
  expect(await recoveredTotals({ accountIds: ['x'] })).toEqual({
    measuredUsd: 0,
    expectedUsd: 0,
    fixes: 0,
    since: null,
  });
});
