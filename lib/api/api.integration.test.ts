import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { account, addUploads, collect, type Lab, member, openLab } from '#lib/collect/collecting.test-support.ts';
import { startWorker, type Worker } from '#lib/collect/worker.ts';
import { verifyFixes } from '#lib/fix/verify.ts';
import { closeDatabase, database } from '#lib/store/database.ts';
import { getBucket, getBuckets, getUploads } from './buckets.ts';
import { getBucketsCsv } from './buckets-csv.ts';
import { getCollect, postCollect } from './collect.ts';
import { getFix, getFixes, postFix, postUndo } from './fixes.ts';
import { getReady } from './health.ts';
import * as outputs from './outputs.ts';

const token = 'correct-horse-battery';
let lab: Lab;
let worker: Worker;

beforeAll(async () => {
  lab = await openLab({ works: false, environment: { API_TOKEN: token, MEMBER_ACCOUNTS: `${member}:analytics` } });
  worker = await startWorker({ afterRun: verifyFixes });
  const { world } = lab.aws;
  world.addAccount({ id: member, name: 'analytics' });
  world.addBucket({ accountId: account, name: 'nightly', region: 'us-east-1' });
  world.addBucket({ accountId: member, name: 'unload', region: 'ap-northeast-2', tags: { Terraform: 'true' } });
  world.addBucket({ accountId: account, name: '-dangerous', region: 'us-east-1' });
  world.addBucket({
    accountId: account,
    name: 'secret',
    region: 'us-east-1',
    denied: [{ action: '*', by: 'service control policy' }],
  });
  addUploads(lab.aws, { bucket: 'nightly', count: 12 });
  addUploads(lab.aws, { bucket: 'unload', count: 5, ageDays: 3 });
  await collect();
});
afterAll(async () => {
  await worker.stop();
  await lab.close();
});

const at = (path: string) => `http://localhost:3000${path}`;
const get = (path: string) => new Request(at(path), { headers: { authorization: `Bearer ${token}` } });
const post = (path: string, body?: unknown) =>
  new Request(at(path), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
const nightly = { accountId: account, bucket: 'nightly' };
const fixIt = (body: unknown, place = nightly) =>
  postFix(post(`/api/v1/buckets/${place.accountId}/${place.bucket}/fix`, body), place);

/** An answer of the schema that the OpenAPI document promises, with no field more. */
async function ok<T extends z.ZodObject>(answer: Promise<Response>, schema: T, status = 200): Promise<z.infer<T>> {
  const response = await answer;
  const body = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(status);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(schema.strict().safeParse(body).error).toBeUndefined();
  return schema.parse(body);
}

async function refused(answer: Promise<Response>, status: number): Promise<z.infer<typeof outputs.problemSchema>> {
  const response = await answer;
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = outputs.problemSchema.strict().parse(await response.json());
  expect([problem.status, response.status], problem.detail).toEqual([status, status]);
  return problem;
}

describe('reading', () => {
  test('buckets and their totals, to the byte', async () => {
    const page = await ok(getBuckets(get('/api/v1/buckets')), outputs.bucketsSchema);
    const truths = [lab.aws.world.truth(account, 'nightly'), lab.aws.world.truth(member, 'unload')];
    expect(page.totals).toMatchObject({
      uploads: 17,
      bytes: truths.reduce((sum, { bytes }) => sum + bytes, 0),
      atLeast: true,
    });
    expect(page.items.map(({ name }) => name)).toEqual(['nightly', 'unload', '-dangerous', 'secret']);
    expect(page.items[0]).toMatchObject({ ...truths[0], coverage: 'none', measurement: 'exact', problem: null });
    expect(page.items[3]).toMatchObject({ bytes: null, uploads: null, measurement: 'denied' });
  });

  test('filters, sorts and pages', async () => {
    const names = async (query: string) => {
      const { items, nextCursor } = await ok(getBuckets(get(`/api/v1/buckets?${query}`)), outputs.bucketsSchema);
      return { names: items.map(({ name }) => name), nextCursor };
    };
    expect((await names(`account=${member}`)).names).toEqual(['unload']);
    expect((await names('q=ANALYTICS')).names).toEqual(['unload']);
    expect((await names('measurement=denied')).names).toEqual(['secret']);
    expect((await names('coverage=none&sort=name&q=')).names).toEqual(['-dangerous', 'nightly', 'unload']);
    const first = await names('sort=name&limit=3');
    expect(first.names).toHaveLength(3);
    const rest = await names(`sort=name&limit=3&cursor=${first.nextCursor}`);
    expect([...first.names, ...rest.names].sort()).toEqual(['-dangerous', 'nightly', 'secret', 'unload']);
    expect(rest.nextCursor).toBeNull();
  });

  test('a bucket with history, rules and fixes', async () => {
    const bucket = await ok(getBucket(get('/x'), nightly), outputs.bucketDetailSchema);
    expect(bucket).toMatchObject({ name: 'nightly', uploads: 12, rules: [], fixes: [], history: [{ uploads: 12 }] });
  });

  test('uploads by pages', async () => {
    const page = await ok(getUploads(get('/x?limit=10'), nightly), outputs.uploadsSchema);
    expect(page.items).toHaveLength(10);
    const rest = await ok(getUploads(get(`/x?limit=10&cursor=${page.nextCursor}`), nightly), outputs.uploadsSchema);
    const bytes = [...page.items, ...rest.items].reduce((sum, upload) => sum + (upload.bytes ?? 0), 0);
    expect(bytes).toBe(lab.aws.world.truth(account, 'nightly').bytes);
  });

  test('all of it as CSV that cannot run', async () => {
    const response = await getBucketsCsv(get('/api/v1/buckets.csv?sort=name&page=1'));
    expect(response.headers.get('content-type')).toContain('text/csv');
    const lines = (await response.text()).trim().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^account_id,account,bucket,region,uploads,bytes/);
    expect(lines[1]).toContain(",'-dangerous,");
    expect(lines.find((line) => line.includes('secret'))).toContain('secret,us-east-1,,,');
  });

  test('readiness by a real query', async () => {
    expect(await ok(getReady(get('/api/ready')), outputs.healthSchema)).toEqual({ status: 'ready' });
  });
});

describe('collecting', () => {
  test('is begun once, joined, and told', async () => {
    const first = await ok(postCollect(post('/x', {})), outputs.collectStartedSchema, 202);
    const second = await ok(postCollect(post('/x', { kinds: ['uploads'] })), outputs.collectStartedSchema, 202);
    expect(second).toEqual({ runId: first.runId, joined: true });
    await expect
      .poll(async () => (await ok(getCollect(get('/x'), first), outputs.runSchema)).status, { timeout: 20_000 })
      .toBe('completed');
    const run = await ok(getCollect(get('/x'), first), outputs.runSchema);
    expect(run.progress).toEqual({ done: 4, total: 4 });
    expect(run.apiCalls.ListMultipartUploads).toBeGreaterThan(0);
    expect(run.problems).toMatchObject([{ bucket: 'secret' }]);
  });

  test('without a body is of everything', async () => {
    await ok(postCollect(post('/x')), outputs.collectStartedSchema, 202);
  });
});

describe('fixing', () => {
  test('plan, apply, see, undo', async () => {
    const plan = await ok(fixIt({ days: 7, removeExpiredDeleteMarkers: false, dryRun: true }), outputs.planSchema);
    expect(plan).toMatchObject({ abortsUploads: 12, activeUploads: 0, noop: false, before: [] });
    expect(lab.aws.world.lifecycle('nightly').rules).toEqual([]);
    const apply = { days: 7, removeExpiredDeleteMarkers: false, dryRun: false, fingerprint: plan.fingerprint };
    const fix = await ok(fixIt(apply), outputs.fixSchema);
    expect(fix).toMatchObject({ actor: 'api token', bucket: 'nightly', plannedUploads: 12, after: plan.after });
    expect(lab.aws.world.lifecycle('nightly').rules).toHaveLength(1);
    expect((await ok(fixIt(apply), outputs.fixSchema)).fixId).toBe(fix.fixId);
    expect((await ok(getFixes(get('/x')), outputs.fixesSchema)).items).toMatchObject([{ fixId: fix.fixId }]);
    expect(await ok(getFix(get('/x'), fix), outputs.fixSchema)).toMatchObject({ fixId: fix.fixId });

    const undone = await ok(postUndo(post('/x'), fix), outputs.fixSchema);
    expect(undone).toMatchObject({ state: 'undone', undoneBy: 'api token' });
    expect(lab.aws.world.lifecycle('nightly').rules).toEqual([]);
  });

  test('409 when the rules are not the planned ones', async () => {
    const place = { accountId: member, bucket: 'unload' };
    const plan = await ok(fixIt({ days: 1 }, place), outputs.planSchema);
    expect(plan.managedBy).toEqual({ tool: 'terraform', hint: 'Terraform=true' });
    const rules = [{ ID: 'new', Status: 'Enabled', Filter: { Prefix: 'x/' }, Expiration: { Days: 1 } }];
    lab.aws.world.setLifecycle('unload', { rules, transitionDefaultMinimumObjectSize: null });
    const problem = await refused(fixIt({ days: 1, dryRun: false, fingerprint: plan.fingerprint }, place), 409);
    expect(problem).toMatchObject({ code: 'conflict', detail: expect.stringContaining('new was added') });
    expect(lab.aws.world.lifecycle('unload').rules).toEqual(rules);
  });

  test('goes to 0 B when the night has passed, and books it', { timeout: 60_000 }, async () => {
    const { fingerprint, monthlySavingUsd } = await ok(fixIt({ days: 7 }), outputs.planSchema);
    const fix = await ok(fixIt({ days: 7, dryRun: false, fingerprint }), outputs.fixSchema);
    lab.aws.world.clock.advance({ days: 1 });
    await collect();
    await expect
      .poll(async () => (await ok(getFix(get('/x'), fix), outputs.fixSchema)).state, { timeout: 20_000 })
      .toBe('clean');
    const clean = await ok(getFix(get('/x'), fix), outputs.fixSchema);
    expect(clean.realisedMonthlyUsd).toBeCloseTo(monthlySavingUsd, 5);
    const bucket = await ok(getBucket(get('/x'), nightly), outputs.bucketDetailSchema);
    expect(bucket).toMatchObject({ bytes: 0, uploads: 0, coverage: 'full', abortAfterDays: 7 });
  });
});

describe('bad input is answered with a 4xx and changes nothing', () => {
  const writes = () =>
    Object.values(lab.aws.world.requests).length && (lab.aws.world.requests.PutBucketLifecycleConfiguration ?? 0);

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

  test.each([{ kinds: ['costs'] }, { kinds: 'uploads' }, { accounts: ['../x'] }, { bucket: 'x' }])(
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

test('without its database the API says so and is not ready', { timeout: 30_000 }, async () => {
  const real = process.env.DATABASE_URL;
  const { resetEnv } = await import('#lib/env.ts');
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
