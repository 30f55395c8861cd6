import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, type Lab } from '#lib/collect/collecting.test-support.ts';
import { resetEnv } from '#lib/env.ts';
import { closeDatabase, database } from '#lib/store/database.ts';
import { at, fixIt, get, nightly, openApi, post, refused } from './api.test-support.ts';
import { getBucket, getBuckets, getUploads } from './buckets.ts';
import { getBucketsCsv } from './buckets-csv.ts';
import { getCollect, postCollect } from './collect.ts';
import { getFix, getFixes, postFix, postUndo } from './fixes.ts';
import { getReady } from './health.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openApi();
});
afterAll(() => lab.close());

describe('bad input is answered with a 4xx and changes nothing', () => {
  const writes = () => lab.aws.world.requests.PutBucketLifecycleConfiguration ?? 0;

  test.each([
    ['days 0', '{"days":0}'],
    ['days 3.5', '{"days":3.5}'],
    ['days as text', '{"days":"7"}'],
    ['no days', '{}'],
    ['a field too many', '{"days":7,"force":true}'],
    ['broken JSON', '{"days":7'],
    ['a list', '[7]'],
    ['no fingerprint', '{"days":7,"dryRun":false}'],
    ['an endless fingerprint', `{"days":7,"dryRun":false,"fingerprint":"${'x'.repeat(1000)}"}`],
  ])('%s: 400', async (_name, body) => {
    const before = writes();
    const problem = await refused(fixIt(body), 400);
    expect(problem).toMatchObject({ code: 'invalid', instance: '/api/v1/buckets/111122223333/nightly/fix' });
    expect(problem.detail.length).toBeGreaterThan(20);
    expect(writes()).toBe(before);
  });

  test('a body of a megabyte: 413', async () => {
    await refused(fixIt(`{"days":7,"x":"${'x'.repeat(1 << 20)}"}`), 413);
    await refused(postCollect(post('/x', 'x'.repeat(1 << 20))), 413);
  });

  test.each(['../etc', '..', 'a/../b', 'a b', 'x', '', '\u0000', "'; drop table fix", 'a'.repeat(300)])(
    'bucket %j: 400',
    async (bucket) => {
      const place = { accountId: account, bucket };
      await refused(postFix(post('/x', { days: 7 }), place), 400);
      await refused(getBucket(get('/x'), place), 400);
      await refused(getUploads(get('/x'), place), 400);
    },
  );

  test('an unknown bucket: 404', async () => {
    const place = { accountId: account, bucket: 'no-such-bucket' };
    await refused(postFix(post('/x', { days: 7 }), place), 404);
    await refused(getBucket(get('/x'), place), 404);
    await refused(getUploads(get('/x'), place), 404);
    await refused(getBucket(get('/x'), { accountId: '000000000000', bucket: 'nightly' }), 404);
  });

  const forged = (cursor: unknown) => encodeURIComponent(Buffer.from(JSON.stringify(cursor)).toString('base64url'));
  const cursors = [
    'nonsense',
    '%00',
    forged({ sort: '-monthlyUsd', value: 'abc', tie: ['1'] }),
    forged({ sort: '-monthlyUsd', value: '1', tie: ['abc'] }),
    forged({ sort: '-monthlyUsd', value: '1', tie: ['99999999999999999999'] }),
    forged({ sort: '-createdAt', value: 'yesterday-ish', tie: ['1'] }),
    forged({ sort: '-createdAt', value: '2026-01-01', tie: ['x'] }),
    forged({ sort: '-bytes', value: 'x', tie: ['a', 'b'] }),
    forged({ sort: '-bytes', value: '1', tie: ['\u0000', 'b'] }),
  ];
  test.each(cursors)('cursor %s: 400', async (cursor) => {
    await refused(getBuckets(get(`/x?cursor=${cursor}`)), 400);
    await refused(getFixes(get(`/x?cursor=${cursor}`)), 400);
    await refused(getUploads(get(`/x?cursor=${cursor}`), nightly), 400);
  });

  test.each(['limit=0', 'limit=x', 'limit=1e9', 'limit=2.5', 'sort=price', 'coverage=all', 'account=a/b', 'q=%00'])(
    '?%s: 400',
    async (query) => {
      await refused(getBuckets(get(`/x?${query}`)), 400);
    },
  );

  test.each([{ kinds: ['prices'] }, { kinds: 'uploads' }, { accounts: ['../x'] }, { bucket: 'x' }])(
    'collect %j: 400',
    async (body) => {
      await refused(postCollect(post('/x', body)), 400);
    },
  );

  test.each(['nonsense', '../x', '1'])('fix or run %j: 400', async (id) => {
    await refused(postUndo(post('/x'), { fixId: id }), 400);
    await refused(getFix(get('/x'), { fixId: id }), 400);
    await refused(getCollect(get('/x'), { runId: id }), 400);
  });

  test('an unknown fix or run: 404', async () => {
    const id = '00000000-0000-4000-8000-000000000000';
    await refused(postUndo(post('/x'), { fixId: id }), 404);
    await refused(getFix(get('/x'), { fixId: id }), 404);
    await refused(getCollect(get('/x'), { runId: id }), 404);
  });

  test('a wrong bearer: 401, before anything is read', async () => {
    const wrong = (method: string) => new Request(at('/x'), { method, headers: { authorization: 'Bearer wrong' } });
    const answers = [
      getBuckets(wrong('GET')),
      getBucketsCsv(wrong('GET')),
      getFixes(wrong('GET')),
      postCollect(wrong('POST')),
      postFix(wrong('POST'), nightly),
      postUndo(wrong('POST'), { fixId: 'x' }),
    ];
    for (const answer of answers) {
      const problem = await refused(answer, 401);
      expect((await answer).headers.get('www-authenticate')).toBe('Bearer');
      expect(problem.code).toBe('unauthenticated');
    }
  });

  test('AWS’s own refusal is passed on with its reason', async () => {
    const problem = await refused(fixIt({ days: 7 }, { accountId: account, bucket: 'secret' }), 403);
    expect(problem.detail).toContain('service control policy');
  });
});

test('without its database the API says so and is not ready', async () => {
  const real = process.env.DATABASE_URL;
  await closeDatabase();
  process.env.DATABASE_URL = 'postgresql://x:y@127.0.0.1:1/none';
  resetEnv();
  try {
    await refused(getReady(get('/api/ready')), 503);
    await refused(getBuckets(get('/x')), 503);
    await refused(postFix(post('/x', { days: 7 }), nightly), 503);
  } finally {
    await closeDatabase();
    process.env.DATABASE_URL = real;
    resetEnv();
    await database().pool.query('SELECT 1');
  }
});
