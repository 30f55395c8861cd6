import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import { database } from './database.ts';
import { storeEstate } from './estate.test-support.ts';
import { estateHistory } from './estate-history.ts';

const now = new Date('2026-11-23T23:30:00Z');
const a = '111111111111';
const b = '222222222222';
const c = '333333333333';

type Day = [day: string, account: string, buckets: number, unreadable: number, bytes: number];

let store: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  store = await testDatabase();
  await storeEstate({
    takenAt: now,
    buckets: [
      { accountId: a, name: 'now-empty', bytes: 0 },
      { accountId: a, name: 'large', bytes: 60 },
      { accountId: b, name: 'small', bytes: 5 },
    ],
  });
});
afterEach(async () => {
  const { pool } = database();
  await pool.query('DELETE FROM account_day');
  await pool.query('DELETE FROM bucket_day');
  await pool.query('DELETE FROM fix');
  await pool.query(`UPDATE snapshot SET unlisted_accounts = '{}'`);
  await pool.query('DELETE FROM account WHERE id = $1', [c]);
});
afterAll(() => store.drop());

async function storeDays(days: Day[]): Promise<void> {
  for (const day of days)
    await database().pool.query(
      `INSERT INTO account_day (day, account_id, buckets, protected, unreadable, uploads, bytes, monthly_usd)
       VALUES ($1, $2, $3, 0, $4, 1, $5::bigint, $5::numeric / 100)`,
      day,
    );
}

async function storeBucketDays(days: [bucketId: number, day: string, bytes: number | null, measurement: string][]) {
  for (const day of days)
    await database().pool.query(
      `INSERT INTO bucket_day (bucket_id, day, uploads, bytes, monthly_usd, coverage, measurement)
       VALUES ($1, $2, 1, $3::bigint, $3::numeric / 100, 'none', $4)`,
      day,
    );
}

async function storeUnknownAccount(): Promise<void> {
  await database().pool.query(
    `INSERT INTO account (id, name, first_seen_at, last_seen_at) VALUES ($1, 'never read', $2, $2)`,
    [c, now],
  );
  await database().pool.query('UPDATE snapshot SET unlisted_accounts = $1', [[c]]);
}

const byAccount = (days = 4) => estateHistory({ days, now, groupBy: 'account', top: 3 });
const byBucket = (days = 4) => estateHistory({ days, now, groupBy: 'bucket', top: 3 });

describe('estateHistory', () => {
  test('a day without a collection repeats the one before; days before the first are left out', async () => {
    await storeDays([
      ['2026-11-20', a, 2, 0, 100],
      ['2026-11-20', b, 1, 0, 7],
      ['2026-11-22', a, 2, 0, 60],
      ['2026-11-22', b, 1, 0, 5],
    ]);
    const { days, series, others } = await byAccount(30);
    expect(days.map(({ day, bytes, monthlyUsd, unreadable }) => [day, bytes, monthlyUsd, unreadable])).toEqual([
      ['2026-11-20', 107, 1.07, {}],
      ['2026-11-21', 107, 1.07, {}],
      ['2026-11-22', 65, 0.65, {}],
      ['2026-11-23', 65, 0.65, {}],
    ]);
    expect(series.map(({ id }) => id)).toEqual([a, b]);
    expect(others).toBe(0);
    expect(days[2]?.parts).toEqual({ [a]: 60, [b]: 5, others: 0 });
    expect(days[2]?.atLeast).toEqual([]);
  });

  test('what could not be read on a day is a gap, and the sum of that day a lower bound', async () => {
    await storeDays([
      ['2026-11-20', a, 2, 0, 100],
      ['2026-11-20', b, 9, 1, 7],
      ['2026-11-22', a, 2, 2, 0],
      ['2026-11-22', b, 9, 1, 7],
    ]);
    const { days } = await byAccount();
    expect(days.map(({ bytes, parts, atLeast, unreadable }) => [bytes, parts, atLeast, unreadable])).toEqual([
      [107, { [a]: 100, [b]: 7, others: 0 }, [b], { [b]: 1 }],
      [107, { [a]: 100, [b]: 7, others: 0 }, [b], { [b]: 1 }],
      [7, { [a]: null, [b]: 7, others: 0 }, [b], { [a]: 2, [b]: 1 }],
      [7, { [a]: null, [b]: 7, others: 0 }, [b], { [a]: 2, [b]: 1 }],
    ]);
    const own = await estateHistory({ days: 4, now, groupBy: 'bucket', top: 3, accountIds: [a] });
    expect(own.days.map(({ bytes, monthlyUsd }) => [bytes, monthlyUsd])).toEqual([
      [100, 1],
      [100, 1],
      [null, null],
      [null, null],
    ]);
  });

  test('an account that was never read is no part, and no sum is whole without it', async () => {
    await storeUnknownAccount();
    await storeDays([
      ['2026-11-21', a, 2, 0, 100],
      ['2026-11-22', a, 2, 0, 100],
      ['2026-11-22', c, 0, 0, 0],
      ['2026-11-23', a, 2, 0, 100],
      ['2026-11-23', c, 3, 3, 0],
    ]);
    const { days, series } = await byAccount();
    expect(series.map(({ id }) => id)).toEqual([a]);
    expect(days.map(({ bytes, parts, unreadable }) => [bytes, parts, unreadable])).toEqual([
      [100, { [a]: 100, others: null }, { [c]: 1 }],
      [100, { [a]: 100, others: null }, { [c]: 1 }],
      [100, { [a]: 100, others: null }, { [c]: 3 }],
    ]);
    const own = await estateHistory({ days: 4, now, groupBy: 'account', top: 3, accountIds: [c] });
    expect(own).toMatchObject({ series: [], days: [{ bytes: null }, { bytes: null }] });
  });

  test('an account that could not be listed keeps what was known of it as a lower bound, and nothing of it is 0', async () => {
    await storeDays([
      ['2026-11-22', a, 2, 0, 100],
      ['2026-11-22', b, 1, 0, 0],
      ['2026-11-23', a, 2, 0, 100],
      ['2026-11-23', b, 1, 0, 0],
    ]);
    await database().pool.query(`UPDATE snapshot SET unlisted_accounts = $1`, [[a, b]]);
    const { days } = await byAccount();
    expect(days.map(({ bytes, parts, atLeast }) => [bytes, parts, atLeast])).toEqual([
      [100, { [a]: 100, [b]: 0, others: 0 }, []],
      [100, { [a]: 100, [b]: null, others: 0 }, [a]],
    ]);
  });

  test('an account that is to be listed again rewrites no day whose look is kept', async () => {
    const { pool } = database();
    await storeDays(
      ['2026-11-22', '2026-11-23'].flatMap((day): Day[] => [
        [day, a, 2, 0, 100],
        [day, b, 0, 0, 0],
      ]),
    );
    await pool.query('UPDATE account SET listed_at = NULL WHERE id = $1', [b]);
    try {
      const { days } = await byAccount();
      expect(days.map(({ parts, unreadable }) => [parts[b], unreadable])).toEqual([
        [null, { [b]: 1 }],
        [0, {}],
      ]);
    } finally {
      await pool.query('UPDATE account SET listed_at = $2 WHERE id = $1', [b, now]);
    }
  });

  test('an account that came in sight later is not known before, which matters where it held something', async () => {
    await storeDays([
      ['2026-11-21', a, 2, 0, 100],
      ['2026-11-23', a, 2, 0, 100],
      ['2026-11-23', b, 1, 0, 5],
    ]);
    const held = await byAccount();
    expect(held.days.map(({ bytes, parts, unreadable }) => [bytes, parts[b], unreadable])).toEqual([
      [100, null, { [b]: 1 }],
      [100, null, { [b]: 1 }],
      [105, 5, {}],
    ]);
    await database().pool.query('UPDATE account_day SET bytes = 0 WHERE account_id = $1', [b]);
    const empty = await byAccount();
    expect(empty.days.map(({ unreadable }) => unreadable)).toEqual([{}, {}, {}]);
  });

  test('an account that is looked at no more is no fall in the history of the others, and keeps its own', async () => {
    await storeDays([
      ['2026-11-20', a, 2, 0, 100],
      ['2026-11-22', a, 2, 0, 60],
      ['2026-11-22', b, 1, 0, 5],
    ]);
    await storeBucketDays([[3, '2026-11-22', 5, 'exact']]);
    const { pool } = database();
    await pool.query('UPDATE account SET excluded = true WHERE id = $1', [a]);
    try {
      const others = await byBucket(30);
      expect(others.days.map(({ bytes }) => bytes)).toEqual([5, 5]);
      expect(others.series.map(({ name }) => name)).toEqual(['small']);
      const own = await estateHistory({ days: 30, now, groupBy: 'account', top: 3, accountIds: [a] });
      expect(own.days.map(({ bytes }) => bytes)).toEqual([100, 100, 60, 60]);
    } finally {
      await pool.query('UPDATE account SET excluded = false WHERE id = $1', [a]);
    }
  });

  test('of an account that is looked at no more nothing is known from the next look on, alone or with others such', async () => {
    await storeDays([
      ['2026-11-20', a, 2, 0, 100],
      ['2026-11-20', b, 1, 0, 7],
      ['2026-11-22', b, 1, 0, 7],
    ]);
    await storeUnknownAccount();
    await storeDays([['2026-11-23', c, 0, 0, 0]]);
    const { pool } = database();
    await pool.query('UPDATE account SET excluded = true WHERE id = ANY($1)', [[a, b]]);
    try {
      const of = (accountIds: string[]) => estateHistory({ days: 4, now, groupBy: 'account', top: 3, accountIds });
      expect((await of([a])).days.map(({ bytes }) => bytes)).toEqual([100, 100, null, null]);
      const both = await of([a, b]);
      expect(both.days.map(({ bytes, parts }) => [bytes, parts[a], parts[b]])).toEqual([
        [107, 100, 7],
        [107, 100, 7],
        [7, null, 7],
        [null, null, null],
      ]);
      expect((await of([a, b, c])).days.map(({ bytes }) => bytes)).toEqual([null]);
    } finally {
      await pool.query('UPDATE account SET excluded = false WHERE id = ANY($1)', [[a, b]]);
    }
  });

  test('a bucket that was fixed still shows where it stood; what is in no series is others', async () => {
    await storeDays([
      ['2026-11-20', a, 2, 0, 100],
      ['2026-11-22', a, 2, 0, 60],
      ['2026-11-22', b, 1, 0, 5],
    ]);
    await storeBucketDays([
      [1, '2026-11-20', 90, 'exact'],
      [1, '2026-11-22', 0, 'exact'],
      [2, '2026-11-22', 60, 'exact'],
    ]);
    await database().pool.query(
      `INSERT INTO fix (id, bucket_id, account_id, bucket_name, region, state, days, remove_expired_delete_markers, actor,
         fingerprint, after_fingerprint, before, after, cutoff_at, planned_uploads, planned_bytes, planned_monthly_usd,
         realised_monthly_usd, created_at, applied_at)
       VALUES ($1, 1, $2, 'now-empty', 'us-east-1', 'clean', 7, false, 'local', 'x', 'y', '{}', '{}', $3, 1, 90, 9, 8, $3, $3)`,
      [randomUUID(), a, '2026-11-21T08:00:00Z'],
    );
    const { days, series, others } = await estateHistory({ days: 4, now, groupBy: 'bucket', top: 1 });
    expect(series).toEqual([{ id: '1', name: 'now-empty' }]);
    expect(days.map(({ parts }) => parts)).toEqual([
      { 1: 90, others: 10 },
      { 1: 90, others: 10 },
      { 1: 0, others: 65 },
      { 1: 0, others: 65 },
    ]);
    expect(others).toBe(2);
  });

  test('a bucket that could not be read is a gap too, and one that was not there yet held nothing', async () => {
    await storeDays([
      ['2026-11-20', a, 1, 0, 10],
      ['2026-11-21', a, 2, 1, 40],
      ['2026-11-22', a, 2, 1, 70],
    ]);
    await storeBucketDays([
      [2, '2026-11-20', 10, 'exact'],
      [2, '2026-11-21', null, 'denied'],
      [2, '2026-11-22', 30, 'partial'],
      [1, '2026-11-21', 40, 'exact'],
      [1, '2026-11-22', 40, 'exact'],
    ]);
    await database().pool.query('UPDATE bucket_snapshot SET bytes = 40 WHERE bucket_id = 1');
    const { days } = await byBucket();
    expect(days.map(({ bytes, parts, atLeast }) => [bytes, parts, atLeast])).toEqual([
      [10, { 1: 0, 2: 10, others: 0 }, []],
      [40, { 1: 40, 2: null, others: 0 }, []],
      [70, { 1: 40, 2: 30, others: 0 }, ['2']],
      [70, { 1: 40, 2: 30, others: 0 }, ['2']],
    ]);
  });

  test('can be of one account, and of none', async () => {
    await storeDays([
      ['2026-11-20', a, 2, 0, 100],
      ['2026-11-22', b, 1, 0, 5],
    ]);
    const { days } = await estateHistory({ days: 4, now, groupBy: 'bucket', top: 3, accountIds: [b] });
    expect(days.map(({ bytes }) => bytes)).toEqual([5, 5]);
    expect(await estateHistory({ days: 4, now, groupBy: 'account', top: 3, accountIds: ['x'] })).toEqual({
      series: [],
      others: 0,
      days: [],
    });
  });
});
