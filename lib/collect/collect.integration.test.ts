import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { database } from '#lib/store/database.ts';
import { saveLook } from '#lib/store/upload-look.ts';
import {
  account,
  addUploads,
  collect,
  day,
  errors,
  type Lab,
  openLab,
  row,
  snapshot,
  totals,
} from './collecting.test-support.ts';
import { collectProgress } from './progress.ts';
import { requestCollect } from './request.ts';

let lab: Lab;

beforeEach(async () => {
  lab = await openLab();
});

afterEach(async () => {
  await lab.close();
  expect(errors.splice(0)).toEqual([]);
});

test('the figures equal the ground truth to the byte', async () => {
  const { aws } = lab;
  for (const [name, region] of [
    ['clean', 'us-east-1'],
    ['small', 'ap-northeast-2'],
    ['paged', 'eu-west-1'],
  ] as const)
    aws.world.addBucket({ accountId: account, name, region });
  addUploads(aws, { bucket: 'small', count: 7, ageDays: 3 });
  addUploads(aws, { bucket: 'small', count: 2, ageDays: 100, prefix: "odd/ä +%'(x)/", storageClass: 'GLACIER_IR' });
  addUploads(aws, { bucket: 'paged', count: 2_300 });
  addUploads(aws, { bucket: 'paged', count: 1, parts: 2_500, prefix: 'many-parts/' });

  const progress = await collect();
  expect(progress).toMatchObject({
    status: 'completed',
    progress: { done: 3, total: 3 },
    problems: [],
    partial: false,
  });
  for (const name of ['clean', 'small', 'paged'])
    expect(await row(name)).toMatchObject({
      ...aws.world.truth(account, name),
      measurement: 'exact',
      coverage: 'none',
      problem: null,
    });
  const { GetCallerIdentity: _identity, ...asked } = aws.world.requests;
  expect(progress.apiCalls).toEqual(asked);
  expect(asked).toEqual({
    ListBuckets: 1,
    ListMultipartUploads: 5,
    GetBucketLifecycleConfiguration: 3,
    ListParts: 2_312,
  });
  expect(aws.world.requestsOf('clean')).toEqual({ ListMultipartUploads: 1, GetBucketLifecycleConfiguration: 1 });
  expect(progress.apiCostUsd).toBeCloseTo((1 + 5 + 2_312) * 5e-6 + 3 * 4e-7, 8);
  expect(await totals()).toMatchObject({ buckets: 3, uploads: 2_310, atLeast: false });
});

test('a rescan does not ask again for quiet uploads of known size, and does for the others', async () => {
  const { aws } = lab;
  aws.world.addBucket({ accountId: account, name: 'b', region: 'us-east-1' });
  addUploads(aws, { bucket: 'b', count: 20, ageDays: 20 });
  addUploads(aws, { bucket: 'b', count: 3, ageDays: 2, prefix: 'young/' });
  await collect();
  expect((await collect()).apiCalls.ListParts).toBe(3);
  aws.world.clock.advance({ days: 31 });
  expect((await collect()).apiCalls.ListParts).toBe(23);
  expect(await row('b')).toMatchObject(aws.world.truth(account, 'b'));
});

test('uploads that ended and buckets that were deleted disappear', async () => {
  const { aws } = lab;
  for (const name of ['stays', 'goes']) aws.world.addBucket({ accountId: account, name, region: 'us-east-1' });
  addUploads(aws, { bucket: 'stays', count: 5 });
  addUploads(aws, { bucket: 'goes', count: 5 });
  await collect();
  const [first] = aws.world.bucket('stays')?.uploads().all() ?? [];
  aws.world
    .bucket('stays')
    ?.uploads()
    .remove(first?.key ?? '', first?.uploadId ?? '');
  aws.world.removeBucket('goes');
  await collect();
  expect(Object.keys(await snapshot())).toEqual(['stays']);
  expect(await row('stays')).toMatchObject(aws.world.truth(account, 'stays'));
  expect((await row('stays')).uploads).toBe(4);
});

test('coverage, uncovered bytes and ages follow the rules of the bucket', async () => {
  const { aws } = lab;
  const abort = (prefix: string, days: number, status = 'Enabled') => ({
    ID: `${prefix}${days}`,
    Status: status,
    Filter: { Prefix: prefix },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: days },
  });
  const add = (name: string, lifecycle: ReturnType<typeof abort>[]) => {
    aws.world.addBucket({ accountId: account, name, region: 'us-east-1', lifecycle });
    addUploads(aws, { bucket: name, count: 4, parts: 1, partBytes: () => 300, prefix: 'a/' });
    addUploads(aws, { bucket: name, count: 6, parts: 1, partBytes: () => 300, prefix: 'b/', ageDays: 2 });
  };
  add('full', [abort('', 30), abort('', 9)]);
  add('partial', [abort('a/', 7)]);
  add('disabled', [abort('', 7, 'Disabled')]);
  await collect();
  expect(await row('full')).toMatchObject({ coverage: 'full', abortAfterDays: 9, uncovered: 0, older: 400 });
  expect(await row('partial')).toMatchObject({ coverage: 'partial', abortAfterDays: null, uncovered: 600 });
  expect(await row('disabled')).toMatchObject({ coverage: 'disabled', abortAfterDays: null, uncovered: 1000 });
});

test('a run over some buckets keeps the figures of the others and their time', async () => {
  const { aws } = lab;
  for (const name of ['one', 'two']) aws.world.addBucket({ accountId: account, name, region: 'us-east-1' });
  addUploads(aws, { bucket: 'one', count: 2 });
  addUploads(aws, { bucket: 'two', count: 2 });
  await collect();
  const before = await row('two');
  aws.world.clock.advance({ days: 1 });
  addUploads(aws, { bucket: 'one', count: 1, prefix: 'more/' });
  addUploads(aws, { bucket: 'two', count: 1, prefix: 'more/' });
  const progress = await collect({ buckets: [`${account}/one`] });
  expect(progress.apiCalls).toEqual({ ListMultipartUploads: 1, GetBucketLifecycleConfiguration: 1, ListParts: 1 });
  expect(await row('one')).toMatchObject(aws.world.truth(account, 'one'));
  expect(await row('two')).toEqual(before);
  expect((await row('one')).checkedAt?.getTime()).toBeGreaterThan((before.checkedAt?.getTime() ?? 0) + day / 2);
});

test('a run over the rules alone changes the verdict and nothing else', async () => {
  const { aws } = lab;
  aws.world.addBucket({ accountId: account, name: 'b', region: 'us-east-1' });
  addUploads(aws, { bucket: 'b', count: 3 });
  await collect();
  const before = await row('b');
  aws.world.setLifecycle('b', {
    rules: [{ ID: 'x', Status: 'Enabled', Filter: {}, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 30 } }],
    transitionDefaultMinimumObjectSize: null,
  });
  const progress = await collect({ kinds: ['lifecycle'] });
  expect(progress.apiCalls).toEqual({ ListBuckets: 1, GetBucketLifecycleConfiguration: 1 });
  expect(await row('b')).toEqual({ ...before, coverage: 'full', abortAfterDays: 30, uncovered: 0 });
});

test('a plan that looks at uploads while they are collected leaves the bucket exact', async () => {
  const { aws } = lab;
  aws.world.addBucket({ accountId: account, name: 'b', region: 'us-east-1' });
  addUploads(aws, { bucket: 'b', count: 40, ageDays: 2 });
  await collect();
  aws.faults.latencyMs = 100;
  const { runId } = await requestCollect({ trigger: 'api', actor: 'test' });
  while ((aws.world.requests.ListParts ?? 0) < 60) await sleep(2);
  const { rows } = await database().pool.query(
    `select bucket_id as "bucketId", key, upload_id as "uploadId", parts, bytes::float8 as bytes, last_part_at as "lastPartAt" from upload`,
  );
  // As Fix dialogs do that are opened meanwhile.
  for (let status = 'running'; status === 'running'; status = (await collectProgress(runId))?.status ?? '')
    await saveLook({ bucketId: rows[0].bucketId, checkedAt: new Date(), byOurselves: true, found: rows, gone: [] });
  expect(await row('b')).toMatchObject({ ...aws.world.truth(account, 'b'), measurement: 'exact', problem: null });
});

test('above LIST_PARTS_PER_BUCKET a sample is drawn, and its range holds the truth', async () => {
  await lab.close();
  lab = await openLab({ environment: { LIST_PARTS_PER_BUCKET: '400' } });
  const { aws } = lab;
  aws.world.addBucket({ accountId: account, name: 'huge', region: 'us-east-1' });
  addUploads(aws, { bucket: 'huge', count: 2_000, partBytes: (index) => 5_000_000 + (index % 97) * 400_000 });
  addUploads(aws, {
    bucket: 'huge',
    count: 1_000,
    prefix: 'old/',
    ageDays: 200,
    partBytes: (index) => 9_000_000 + (index % 89) * 900_000,
  });
  addUploads(aws, { bucket: 'huge', count: 10, prefix: 'rare/', storageClass: 'STANDARD_IA' });
  const { apiCalls } = await collect();
  const found = await row('huge');
  const truth = aws.world.truth(account, 'huge');
  expect(apiCalls.ListParts).toBeGreaterThan(300);
  expect(apiCalls.ListParts).toBeLessThan(500);
  expect(found).toMatchObject({ measurement: 'sampled', uploads: 3_010 });
  expect(found.bytesLow).toBeLessThan(truth.bytes);
  expect(found.bytesHigh).toBeGreaterThan(truth.bytes);
  expect(Math.abs((found.bytes ?? 0) / truth.bytes - 1)).toBeLessThan(0.05);
});

test('LIST_PARTS_PER_BUCKET counts calls: uploads of many parts are a lower bound first, and a sample once known', async () => {
  await lab.close();
  lab = await openLab({ environment: { LIST_PARTS_PER_BUCKET: '400' } });
  const { aws } = lab;
  aws.world.addBucket({ accountId: account, name: 'huge', region: 'us-east-1' });
  addUploads(aws, { bucket: 'huge', count: 350, ageDays: 2, parts: 4_001 });
  const first = await collect();
  expect(first.apiCalls.ListParts).toBeGreaterThanOrEqual(400);
  expect(first.apiCalls.ListParts).toBeLessThan(900);
  const truth = aws.world.truth(account, 'huge');
  const lower = await row('huge');
  expect(lower).toMatchObject({ measurement: 'partial', uploads: 350, problem: expect.stringContaining('ListParts') });
  expect(lower.bytes).toBeLessThan(truth.bytes);
  const second = await collect();
  expect(second.apiCalls.ListParts).toBeLessThan(600);
  const found = await row('huge');
  expect(found).toMatchObject({ measurement: 'sampled', problem: null });
  expect(found.bytesHigh).toBeGreaterThan(truth.bytes);
});
