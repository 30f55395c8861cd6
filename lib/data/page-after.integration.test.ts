import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import { listActivity, recordActivity } from '#lib/store/activity.ts';
import { listUploads } from '#lib/store/buckets.ts';
import { database } from '#lib/store/database.ts';
import { pageAfter } from './page-after.ts';

const now = new Date('2026-11-23T12:00:00.000Z');
const place = { accountId: '111122223333', bucket: 'b' };
let store: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  store = await testDatabase();
  const { pool } = database();
  await pool.query('INSERT INTO account VALUES ($1, $1, $2, $2)', [place.accountId, now]);
  await pool.query(
    'INSERT INTO bucket (id, account_id, name, region, first_seen_at, last_seen_at) VALUES (1, $1, $2, $3, $4, $4)',
    [place.accountId, place.bucket, 'us-east-1', now],
  );
  await pool.query(
    `INSERT INTO upload (bucket_id, key, upload_id, initiated_at, storage_class, creator, creator_confidence, bytes, seen_run)
     SELECT 1, 'k' || n, 'id' || n, $1, 'STANDARD', 'spark', 'high', n, 1 FROM generate_series(1, 5) n`,
    [now],
  );
  for (let nth = 0; nth < 5; nth += 1) await recordActivity({ at: now, actor: 'ada', action: 'fix.apply' });
});

afterAll(() => store.drop());

function uploads(cursor: string | undefined) {
  return pageAfter(cursor, (after) => listUploads({ ...place, sort: 'initiatedAt', cursor: after, limit: 2 }));
}

function activity(cursor: string | undefined) {
  return pageAfter(cursor, (after) => listActivity({ cursor: after, limit: 2 }));
}

function forged(value: string | null, tie: string[], sort: string): string {
  return Buffer.from(JSON.stringify({ sort, value, tie })).toString('base64url');
}

test.each<[string, string]>([
  ['that is none', 'nonsense'],
  ['of another order', forged('1', ['k1', 'id1'], '-bytes')],
  ['whose time is no time', forged('soon', ['k1', 'id1'], 'initiatedAt')],
  ['whose time is none of the calendar', forged('2026-02-31 00:00:00+00', ['k1', 'id1'], 'initiatedAt')],
  ['whose key is no text', forged('2026-01-01', ['\u0000', 'id1'], 'initiatedAt')],
  ['of no value, where all are known', forged(null, ['k1', 'id1'], 'initiatedAt')],
  ['after the last', forged('2099-01-01', ['k1', 'id1'], 'initiatedAt')],
])('a cursor of uploads %s shows the first page', async (_, cursor) => {
  const first = await uploads(undefined);
  expect(first.items).toHaveLength(2);
  expect(await uploads(cursor)).toEqual(first);
});

test.each<[string, string]>([
  ['whose time is no time', forged('soon', ['1'], '-at')],
  ['whose number is none', forged('2099-01-01', ['one'], '-at')],
  ['whose number is too large', forged('2099-01-01', ['9'.repeat(30)], '-at')],
  ['after the last', forged('1999-01-01', ['1'], '-at')],
])('a cursor of activity %s shows the first page', async (_, cursor) => {
  const first = await activity(undefined);
  expect(first.items).toHaveLength(2);
  expect(await activity(cursor)).toEqual(first);
});

test('a cursor of ours goes on', async () => {
  const first = await uploads(undefined);
  const next = await uploads(first.nextCursor ?? undefined);
  expect([...first.items, ...next.items].map(({ key }) => key)).toEqual(['k1', 'k2', 'k3', 'k4']);
});

test('what is not about the cursor is not hidden', async () => {
  await expect(pageAfter('x', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
});
