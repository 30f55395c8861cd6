import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, collect, type Lab, member } from '#lib/collect/collecting.test-support.ts';
import { database } from '#lib/store/database.ts';
import { fixIt, get, nightly, ok, openApi, post, refused } from './api.test-support.ts';
import { getBucket, getBuckets, getUploads } from './buckets.ts';
import { getBucketsCsv } from './buckets-csv.ts';
import { getCollect, postCollect } from './collect.ts';
import { getFix, getFixes, postUndo } from './fixes.ts';
import { getReady } from './health.ts';
import * as outputs from './outputs.ts';
import { isUnknownAccountPage } from './unknown-account-page.ts';
import { isUnknownBucketPage } from './unknown-bucket-page.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openApi();
});
afterAll(() => lab.close());

describe('reading', () => {
  test('buckets and their totals, to the byte', async () => {
    const page = await ok(getBuckets(get('/api/v1/buckets')), outputs.bucketsSchema);
    const truths = [lab.aws.world.truth(account, 'nightly'), lab.aws.world.truth(member, 'unload')];
    expect(page.totals).toMatchObject({
      uploads: 17,
      bytes: truths.reduce((sum, { bytes }) => sum + bytes, 0),
      atLeast: true,
      known: true,
    });
    expect(page.items.map(({ name }) => name)).toEqual(['nightly', 'unload', '-dangerous', 'secret']);
    expect(page.items[0]).toMatchObject({ ...truths[0], coverage: 'none', measurement: 'exact', problem: null });
    expect(page.items[3]).toMatchObject({ bytes: null, uploads: null, measurement: 'denied' });
  });

  test('totals say so where nothing of what they are of could be read', async () => {
    const totals = async (query: string) =>
      (await ok(getBuckets(get(`/api/v1/buckets?${query}`)), outputs.bucketsSchema)).totals;
    expect(await totals('measurement=denied')).toMatchObject({ uploads: 0, bytes: 0, atLeast: true, known: false });
    expect(await totals(`account=${member}`)).toMatchObject({ atLeast: false, known: true });
    // A name that no bucket has, where every bucket is listed: nothing is known to be there.
    expect(await totals('q=nowhere')).toMatchObject({ uploads: 0, bytes: 0, known: true });
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

  test.each<[string, string, Partial<{ method: string; dest: string }>, boolean]>([
    ['a bucket that is known', `/buckets/${account}/nightly`, {}, false],
    ['with an encoded letter', `/buckets/${account}/night%6cy/`, {}, false],
    ['a bucket nobody knows', `/buckets/${account}/no-such-bucket`, {}, true],
    ['a bucket of another account', `/buckets/${member}/nightly`, {}, true],
    ['what is no text', `/buckets/${account}/%E0%A4%A`, {}, true],
    ['a NUL', `/buckets/${account}/%00`, { dest: 'document' }, true],
    ['what a page asks for by itself', `/buckets/${account}/no-such-bucket`, { dest: 'empty' }, false],
    ['an action', `/buckets/${account}/no-such-bucket`, { method: 'POST' }, false],
    ['another page', '/buckets', {}, false],
  ])('before a page is answered, %s', async (_, pathname, { method = 'GET', dest }, unknown) => {
    const headers = new Headers(dest ? { 'sec-fetch-dest': dest } : {});
    expect(await isUnknownBucketPage({ method, pathname, headers })).toBe(unknown);
  });

  test.each<[string, string, Partial<{ method: string; dest: string }>, boolean]>([
    ['an account that is known', `/accounts/${member}`, { dest: 'document' }, false],
    ['an account nobody knows', '/accounts/000000000000', { dest: 'document' }, true],
    ['by a name with a slash at its end', '/accounts/zzz/', {}, true],
    ['what is no text', '/accounts/%E0%A4%A', {}, true],
    ['a NUL', '/accounts/%00', {}, true],
    ['what a page asks for by itself', '/accounts/000000000000', { dest: 'empty' }, false],
    ['an action', '/accounts/000000000000', { method: 'POST' }, false],
    ['how to connect one', '/accounts/onboarding', {}, false],
    ['all of them', '/accounts', {}, false],
  ])('before a page is answered, %s', async (_, pathname, { method = 'GET', dest }, unknown) => {
    const headers = new Headers(dest ? { 'sec-fetch-dest': dest } : {});
    expect(await isUnknownAccountPage({ method, pathname, headers })).toBe(unknown);
  });

  test('uploads by pages', async () => {
    const page = await ok(getUploads(get('/x?limit=10'), nightly), outputs.uploadsSchema);
    expect(page.items).toHaveLength(10);
    const rest = await ok(getUploads(get(`/x?limit=10&cursor=${page.nextCursor}`), nightly), outputs.uploadsSchema);
    expect(page.items[0]).toMatchObject({ coverage: 'none', abortAfterDays: null });
    const bytes = [...page.items, ...rest.items].reduce((sum, upload) => sum + (upload.bytes ?? 0), 0);
    expect(bytes).toBe(lab.aws.world.truth(account, 'nightly').bytes);
  });

  test('uploads of a bucket whose rules could not be read', async () => {
    await database().pool.query("UPDATE bucket SET lifecycle = NULL WHERE name = 'unload'");
    const page = await ok(getUploads(get('/x'), { accountId: member, bucket: 'unload' }), outputs.uploadsSchema);
    expect(page.items[0]).toMatchObject({ coverage: null, abortAfterDays: null });
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
    // It has not begun when the second one comes.
    lab.aws.faults.latencyMs = 2_000;
    const first = await ok(postCollect(post('/x', {})), outputs.collectStartedSchema, 202);
    const second = await ok(postCollect(post('/x', { kinds: ['uploads'] })), outputs.collectStartedSchema, 202);
    lab.aws.faults.latencyMs = 0;
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
    expect((await ok(getFixes(get(`/x?account=${member}`)), outputs.fixesSchema)).items).toEqual([]);
    expect(await ok(getFix(get('/x'), fix), outputs.fixSchema)).toMatchObject({ fixId: fix.fixId });

    const uploads = await ok(getUploads(get('/x'), nightly), outputs.uploadsSchema);
    expect(uploads.items[0]).toMatchObject({ coverage: 'full', abortAfterDays: 7 });

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

  test('goes to 0 B when the night has passed, and books it', async () => {
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
