import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountView } from '#lib/store/account-views.ts';
import { type BucketFilter, bucketTotals, latestSnapshot } from '#lib/store/buckets.ts';
import { database } from '#lib/store/database.ts';
import { spentOn } from '#lib/store/ledger.ts';
import {
  account,
  addUploads,
  collect,
  errors,
  type Lab,
  member,
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

function add(names: string[], region = 'us-east-1', count = 5): void {
  for (const name of names) {
    lab.aws.world.addBucket({ accountId: account, name, region });
    addUploads(lab.aws, { bucket: name, count });
  }
}

async function expectTruth(names: string[]): Promise<void> {
  for (const name of names)
    expect(await row(name)).toMatchObject({ ...lab.aws.world.truth(account, name), measurement: 'exact' });
}

describe('one bad bucket does not spoil the rest', () => {
  test('denied by a service control policy: nothing is known, and never 0', async () => {
    add(['fine', 'logs-prod']);
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
        "and no other policy can allow it. Ask whoever manages the organization's policies to take the action out of the Deny.",
    });
    expect(progress).toMatchObject({ status: 'completed', partial: true });
    expect(progress.problems.map(({ bucket }) => bucket)).toEqual(['logs-prod']);
    expect(await totals()).toMatchObject({ uploads: 5, atLeast: true });
    await expectTruth(['fine']);
  });

  test('rules denied: the coverage is unknown, the bytes are not', async () => {
    add(['b']);
    lab.aws.faults.denied = [{ bucket: 'b', action: 's3:GetLifecycleConfiguration', by: 'identity-based policy' }];
    await collect();
    await expectTruth(['b']);
    expect(await row('b')).toMatchObject({ coverage: null, abortAfterDays: null, uncovered: null });
    expect((await row('b')).problem).toContain('s3:GetLifecycleConfiguration');
  });

  test('parts denied by a KMS key: sizes are unknown, uploads are counted', async () => {
    add(['locked', 'fine']);
    lab.aws.faults.kmsDenied = ['locked'];
    await collect();
    expect(await row('locked')).toMatchObject({ measurement: 'partial', uploads: 5, bytes: null, monthlyUsd: null });
    expect((await row('locked')).problem).toMatch(/^The sizes of 5 uploads of `locked` are not known.*KMS key/);
    await expectTruth(['fine']);
  });

  test('what a KMS key locks is asked for again after 7 days or when its bucket is named, and keeps its problem', async () => {
    add(['locked']);
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
    lab.aws.world.clock.advance({ days: 1 });
    lab.aws.faults.kmsDenied = false;
    expect(await asked()).toBe(5);
    await expectTruth(['locked']);
    expect(await denied()).toEqual([]);
  });

  test('deleted half-way', async () => {
    add(['fine']);
    add(['vanishing'], 'us-east-1', 2_500);
    lab.aws.faults.vanishBucket = { bucket: 'vanishing', afterPages: 1 };
    const progress = await collect();
    expect(progress.status).toBe('completed');
    expect(Object.keys(await snapshot())).toEqual(['fine']);
    const { rows } = await database().pool.query('select count(*)::int as count from upload');
    expect(rows[0].count).toBe(5);
  });

  test('an answer nobody expects keeps the former figures and says so', async () => {
    add(['b', 'never-read']);
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
  add(['clean'], 'eu-west-1', 0);
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

describe('a rough connection', () => {
  test('SlowDown, resets and cut-off documents are tried again until the figures are exact', async () => {
    add(['a', 'b'], 'us-east-1', 60);
    lab.aws.faults.set({ slowDownRate: 0.1, resetRate: 0.05, truncateRate: 0.05 });
    const progress = await collect();
    expect(progress.problems).toEqual([]);
    await expectTruth(['a', 'b']);
    expect(progress.apiCalls.ListParts).toBeGreaterThan(120);
  });

  test('a hung region is left out by name without holding up the others', async () => {
    add(['here', 'here-too'], 'us-east-1', 200);
    add(['far-1', 'far-2', 'far-3', 'far-4'], 'me-south-1');
    lab.aws.faults.hungRegion = 'me-south-1';
    const ends: Record<string, number> = {};
    const start = Date.now();
    lab.aws.onAnswer(({ bucket }) => {
      if (bucket) ends[bucket] = Date.now() - start;
    });
    const progress = await collect();
    expect(progress).toMatchObject({ status: 'completed', partial: true });
    expect(Date.now() - start).toBeLessThan(30_000);
    expect(Math.max(ends.here ?? 1e9, ends['here-too'] ?? 1e9)).toBeLessThan(5_000);
    await expectTruth(['here', 'here-too']);
    for (const name of ['far-1', 'far-4']) {
      expect(await row(name)).toMatchObject({ measurement: 'notScanned', bytes: null });
      expect((await row(name)).problem).toMatch(/me-south-1/);
      expect((await row(name)).problem).toContain(lab.aws.url);
    }
  });

  test('expired credentials fail the run and keep the snapshot', async () => {
    add(['b']);
    await collect();
    const before = await row('b');
    lab.aws.faults.expiredToken = true;
    const progress = await collect();
    expect(progress.status).toBe('failed');
    expect(progress.problems.map(({ problem }) => problem).join()).toContain('have expired');
    expect(await row('b')).toEqual(before);
  });
});

test('an account whose role cannot be assumed keeps its figures; the others are read', async () => {
  await lab.close();
  lab = await openLab({ environment: { MEMBER_ACCOUNTS: `${member}:analytics` } });
  lab.aws.world.addAccount({ id: member, name: 'analytics' });
  add(['ours']);
  lab.aws.world.addBucket({ accountId: member, name: 'theirs', region: 'eu-west-1' });
  addUploads(lab.aws, { bucket: 'theirs', count: 3 });
  await collect();
  expect(await row('theirs')).toMatchObject(lab.aws.world.truth(member, 'theirs'));
  const before = await row('theirs');
  lab.aws.faults.denied = [{ account: member, action: 's3:ListAllMyBuckets', by: 'permissions boundary' }];
  const progress = await collect();
  expect(progress).toMatchObject({ status: 'completed', partial: true });
  expect(progress.problems).toMatchObject([{ accountId: member, bucket: null }]);
  expect(await row('theirs')).toEqual(before);
  expect(await totals()).toMatchObject({ atLeast: true });
  const seen = await latestSnapshot();
  const said = (filter: BucketFilter) => bucketTotals({ snapshotId: seen?.snapshotId ?? '', filter });
  expect(await said({})).toMatchObject({ atLeast: true, unread: 0 });
  expect(await said({ account: member })).toMatchObject({ atLeast: true, bytes: before.bytes });
  expect(await said({ account })).toMatchObject({ atLeast: false });
  // The snapshot stays as it was when the account can be listed again.
  lab.aws.faults.denied = [];
  await collect();
  expect(await said({})).toMatchObject({ atLeast: true });
  const next = await latestSnapshot();
  expect(await bucketTotals({ snapshotId: next?.snapshotId ?? '', filter: {} })).toMatchObject({ atLeast: false });
});

test('a clock that is wrong by days does not disturb signatures or ages', async () => {
  lab.aws.faults.strictClock = true;
  add(['b']);
  lab.aws.world.clock.advance({ days: 40 });
  await collect();
  expect(await row('b')).toMatchObject(lab.aws.world.truth(account, 'b'));
  const { rows } = await database().pool.query(
    `select (value->>'offsetMs')::float8 as offset from setting where key = 'aws-clock'`,
  );
  expect(rows[0].offset / 86_400_000).toBeCloseTo(40, 2);
  expect((await row('b')).checkedAt?.getTime()).toBeGreaterThan(Date.now() + 39 * 86_400_000);
});

describe('the daily budget', () => {
  test('ends a run cleanly with what it has; what it did not reach keeps its figures', async () => {
    add(['first', 'second'], 'us-east-1', 30);
    await collect();
    const before = await snapshot();
    const spent = await spentOn(new Date());
    await lab.worker.stop();
    await lab.close();
    expect(before.first?.bytes).toBeGreaterThan(0);
    lab = await openLab({ environment: { DAILY_API_BUDGET_USD: String(spent) } });
    add(['a', 'b', 'c'], 'us-east-1', 300);
    const progress = await collect();
    expect(progress).toMatchObject({ status: 'completed', stoppedBy: 'budget', partial: true });
    expect(progress.apiCostUsd).toBeLessThanOrEqual(spent + 1e-9);
    expect(await spentOn(new Date())).toBeLessThanOrEqual(spent + 1e-9);
    expect(progress.apiCostUsd).toBeGreaterThan(spent * 0.8);
    expect(await totals()).toMatchObject({ atLeast: true });
    for (const found of Object.values(await snapshot())) {
      expect(found.measurement).toMatch(/partial|notScanned/);
      expect(found.problem).toContain('budget');
      if (found.measurement === 'partial' && found.bytes !== null) expect(found.bytes).toBeGreaterThan(0);
    }
    lab.aws.world.clock.advance({ days: 1 });
    const next = await collect();
    expect(next.apiCostUsd).toBeGreaterThan(0);
  });

  test('what was not reached keeps the former figures', async () => {
    add(['a', 'b'], 'us-east-1', 30);
    await collect();
    const before = await snapshot();
    await database().pool.query('update api_spend set usd = 1');
    const progress = await collect();
    expect(progress).toMatchObject({ status: 'completed', stoppedBy: 'budget', apiCostUsd: 0 });
    const after = await snapshot();
    for (const name of ['a', 'b'])
      expect(after[name]).toMatchObject({
        ...before[name],
        measurement: 'partial',
        problem: expect.stringContaining('budget'),
      });
  });
});

test('another S3 server: no region, no STS, no optional calls', async () => {
  await lab.close();
  lab = await openLab({ environment: { AWS_REGION: 'eu-central-1', PRICE_PER_GB_MONTH_USD: '0.5' } });
  lab.aws.faults.set({ profile: 'minimal', verifySignatures: false });
  add(['b'], 'us-east-1', 3);
  const progress = await collect();
  expect(progress).toMatchObject({ status: 'completed', problems: [] });
  const truth = lab.aws.world.truth(account, 'b');
  expect(await row('b')).toMatchObject({ ...truth, accountId: 'local', region: 'eu-central-1', measurement: 'exact' });
  expect((await row('b')).monthlyUsd).toBeCloseTo((truth.bytes / 2 ** 30) * 0.5, 6);
  const { HeadBucket } = lab.aws.world.requests;
  await collect();
  expect(lab.aws.world.requests.HeadBucket).toBe(HeadBucket);
});

describe('a fault of our own', () => {
  /** PostgreSQL itself refuses rows of this table for which the condition holds. */
  async function refuseRows(table: string, condition: string): Promise<void> {
    await database().pool.query(`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused by the test'; end $$;
      create trigger refuse before insert on ${table} for each row when (${condition}) execute function refuse()`);
  }

  test('in one bucket ends in its problem, and the rest is complete', async () => {
    add(['fine', 'poisoned']);
    lab.aws.world.addUpload({
      accountId: account,
      bucket: 'poisoned',
      key: 'poison',
      initiatedAt: new Date(lab.aws.world.clock.now().getTime() - 86_400_000),
      parts: [],
    });
    await refuseRows('upload', "new.key = 'poison'");
    expect(await collect()).toMatchObject({ status: 'completed', partial: true });
    await expectTruth(['fine']);
    expect(await row('poisoned')).toMatchObject({ measurement: 'notScanned', bytes: null });
    expect((await row('poisoned')).problem).toContain('refused by the test');
  });

  test('that no try overcomes ends the run, which says so, and the next one works', async () => {
    add(['fine']);
    await refuseRows('snapshot', 'true');
    const run = await collect();
    expect(run).toMatchObject({ status: 'failed' });
    expect(run.problems[0]?.problem).toMatch(/failed 4 times and was given up: refused by the test/);
    expect(errors.splice(0)).toHaveLength(4);
    await database().pool.query('drop trigger refuse on snapshot');
    expect(await collect()).toMatchObject({ status: 'completed', partial: false });
  });
});
