import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountView } from '#lib/store/account-views.ts';
import { database } from '#lib/store/database.ts';
import {
  account,
  addBuckets,
  addUploads,
  collect,
  errors,
  expectTruth,
  type Lab,
  openLab,
  row,
  snapshot,
  totals,
} from './collecting.test-support.ts';

let lab: Lab;

beforeEach(async () => {
  lab = await openLab();
});

afterEach(async () => {
  await lab.close();
  expect(errors.splice(0)).toEqual([]);
});

describe('one bad bucket does not spoil the rest', () => {
  test('denied by a service control policy: nothing is known, and never 0', async () => {
    addBuckets(lab.aws, ['fine', 'logs-prod']);
    lab.aws.faults.denied = [
      { bucket: 'logs-prod', action: 's3:ListBucketMultipartUploads', by: 'service control policy' },
    ];
    const progress = await collect();
    expect(await row('logs-prod')).toMatchObject({
      measurement: 'denied',
      uploads: null,
      bytes: null,
      monthlyUsd: null,
      coverage: 'none',
      problem:
        'Cannot read uploads of `logs-prod`: a service control policy of the organization denies s3:ListBucketMultipartUploads, ' +
        "and no other policy can allow it. Ask whoever manages the organization's policies to exempt this user in the Deny.",
    });
    expect(progress).toMatchObject({ status: 'completed', partial: true });
    expect(progress.problems.map(({ bucket }) => bucket)).toEqual(['logs-prod']);
    expect(await totals()).toMatchObject({ uploads: 5, atLeast: true });
    await expectTruth(lab.aws, ['fine']);
  });

  test('rules denied: the coverage is unknown, the bytes are not', async () => {
    addBuckets(lab.aws, ['b']);
    lab.aws.faults.denied = [{ bucket: 'b', action: 's3:GetLifecycleConfiguration', by: 'identity-based policy' }];
    await collect();
    await expectTruth(lab.aws, ['b']);
    expect(await row('b')).toMatchObject({ coverage: null, abortAfterDays: null, uncovered: null });
    expect((await row('b')).problem).toContain('s3:GetLifecycleConfiguration');
  });

  test('parts denied by a KMS key: sizes are unknown, uploads are counted', async () => {
    addBuckets(lab.aws, ['locked', 'fine']);
    lab.aws.faults.kmsDenied = ['locked'];
    await collect();
    expect(await row('locked')).toMatchObject({ measurement: 'partial', uploads: 5, bytes: null, monthlyUsd: null });
    expect((await row('locked')).problem).toMatch(/^The sizes of 5 uploads of `locked` are not known.*KMS key/);
    await expectTruth(lab.aws, ['fine']);
  });

  test('what a KMS key locks is asked for again after 7 days or when its bucket is named, and keeps its problem', async () => {
    addBuckets(lab.aws, ['locked']);
    lab.aws.faults.kmsDenied = ['locked'];
    const asked = async (buckets: string[] = []) => (await collect({ buckets })).apiCalls.ListParts ?? 0;
    expect(await asked()).toBe(5);
    const before = await row('locked');
    expect(before.problem).toContain('Asked again after 7 days');
    const denied = async () => (await accountView(account))?.denied.map(({ action }) => action);
    expect(await denied()).toEqual(['kms:Decrypt']);
    expect(await asked()).toBe(0);
    expect(await row('locked')).toEqual({ ...before, checkedAt: expect.any(Date) });
    expect(await denied()).toEqual(['kms:Decrypt']);
    expect(await asked([`${account}/locked`])).toBe(5);
    lab.aws.world.clock.advance({ days: 6 });
    expect(await asked()).toBe(0);
    lab.aws.world.clock.advance({ days: 1, hours: 1 });
    lab.aws.faults.kmsDenied = false;
    expect(await asked()).toBe(5);
    await expectTruth(lab.aws, ['locked']);
    expect(await denied()).toEqual([]);
  });

  test('deleted half-way', async () => {
    addBuckets(lab.aws, ['fine']);
    addBuckets(lab.aws, ['vanishing'], 'us-east-1', 2_500);
    lab.aws.faults.vanishBucket = { bucket: 'vanishing', afterPages: 1 };
    const progress = await collect();
    expect(progress.status).toBe('completed');
    expect(Object.keys(await snapshot())).toEqual(['fine']);
    const { rows } = await database().pool.query('select count(*)::int as count from upload');
    expect(rows[0].count).toBe(5);
  });

  test('an answer nobody expects keeps the former figures and says so', async () => {
    addBuckets(lab.aws, ['b', 'never-read']);
    lab.aws.faults.errors = [{ operation: 'ListMultipartUploads', bucket: 'never-read', status: 400, code: 'Strange' }];
    await collect();
    const before = await row('b');
    addUploads(lab.aws, { bucket: 'b', count: 1, prefix: 'new/' });
    lab.aws.faults.errors = [{ operation: 'ListMultipartUploads', status: 400, code: 'Strange' }];
    const progress = await collect();
    expect(progress.partial).toBe(true);
    const after = await row('b');
    expect(after).toEqual({ ...before, measurement: 'partial', problem: after.problem });
    expect(after.problem).toContain('Strange');
    expect(await row('never-read')).toMatchObject({
      measurement: 'notScanned',
      uploads: null,
      bytes: null,
      checkedAt: null,
    });
  });
});

const listing500 = { operation: 'ListMultipartUploads', status: 500, code: 'InternalError' };
test.each([
  ['that answers 500', () => Object.assign(lab.aws.faults, { errors: [listing500] })],
  ['in a hung region', () => Object.assign(lab.aws.faults, { hungRegion: 'eu-west-1' })],
  ['beyond the budget', () => database().pool.query('update api_spend set usd = 1')],
])('a bucket that was clean and now cannot be read, %s, is no longer shown as a clean 0', async (_, spoil) => {
  addBuckets(lab.aws, ['clean'], 'eu-west-1', 0);
  await collect();
  const before = await row('clean');
  expect(before).toMatchObject({ uploads: 0, bytes: 0, measurement: 'exact', problem: null });
  expect(await totals()).toMatchObject({ atLeast: false });
  await spoil();
  expect(await collect()).toMatchObject({ status: 'completed', partial: true });
  const after = await row('clean');
  expect(after).toEqual({ ...before, measurement: 'partial', problem: expect.any(String) });
  expect(await totals()).toMatchObject({ atLeast: true });
});
