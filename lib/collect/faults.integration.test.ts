import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountView } from '#lib/store/account-views.ts';
import { type BucketFilter, bucketTotals, latestSnapshot } from '#lib/store/buckets.ts';
import { database } from '#lib/store/database.ts';
import {
  account,
  addBuckets,
  addUploads,
  collect,
  errors,
  expectTruth,
  type Lab,
  member,
  openLab,
  row,
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

describe('a rough connection', () => {
  test('SlowDown, resets and cut-off documents are tried again until the figures are exact', async () => {
    addBuckets(lab.aws, ['a', 'b'], 'us-east-1', 60);
    lab.aws.faults.set({ slowDownRate: 0.1, resetRate: 0.05, truncateRate: 0.05 });
    const progress = await collect();
    expect(progress.problems).toEqual([]);
    await expectTruth(lab.aws, ['a', 'b']);
    expect(progress.apiCalls.ListParts).toBeGreaterThan(120);
  });

  test('a hung region is left out by name without holding up the others', async () => {
    addBuckets(lab.aws, ['here', 'here-too'], 'us-east-1', 200);
    addBuckets(lab.aws, ['far-1', 'far-2', 'far-3', 'far-4'], 'me-south-1');
    lab.aws.faults.hungRegion = 'me-south-1';
    const ends: Record<string, number> = {};
    const start = Date.now();
    lab.aws.onAnswer(({ bucket }) => {
      if (bucket) ends[bucket] = Date.now() - start;
    });
    const progress = await collect();
    expect(progress).toMatchObject({ status: 'completed', partial: true });
    const total = Date.now() - start;
    expect(total).toBeLessThan(60_000);
    expect(Math.max(ends.here ?? 1e9, ends['here-too'] ?? 1e9)).toBeLessThan(total / 2);
    await expectTruth(lab.aws, ['here', 'here-too']);
    for (const name of ['far-1', 'far-4']) {
      expect(await row(name)).toMatchObject({ measurement: 'notScanned', bytes: null });
      expect((await row(name)).problem).toMatch(/me-south-1/);
      expect((await row(name)).problem).toContain(lab.aws.url);
    }
  });

  test('expired credentials fail the run and keep the snapshot', async () => {
    addBuckets(lab.aws, ['b']);
    await collect();
    const before = await row('b');
    lab.aws.faults.expiredToken = true;
    const progress = await collect();
    expect(progress.status).toBe('failed');
    expect(progress.problems.map(({ problem }) => problem).join()).toContain('have expired');
    expect(await row('b')).toEqual(before);
  });
});

test('an account whose buckets cannot be listed has no figure of now; the others are read', async () => {
  await lab.close();
  lab = await openLab({ environment: { MEMBER_ACCOUNTS: `${member}:analytics` } });
  lab.aws.world.addAccount({ id: member, name: 'analytics' });
  addBuckets(lab.aws, ['ours']);
  lab.aws.world.addBucket({ accountId: member, name: 'theirs', region: 'eu-west-1' });
  addUploads(lab.aws, { bucket: 'theirs', count: 3 });
  await collect();
  expect(await row('theirs')).toMatchObject(lab.aws.world.truth(member, 'theirs'));
  const { uploads, bytes, monthlyUsd, checkedAt: at } = await row('theirs');
  const ours = await row('ours');
  const said = async (filter: BucketFilter, snapshotId?: string) =>
    bucketTotals({ snapshotId: snapshotId ?? (await latestSnapshot())?.snapshotId ?? '', filter });
  const unread = async (measurement: string, problem: RegExp) => {
    const progress = await collect();
    expect(progress).toMatchObject({ status: 'completed', partial: true });
    expect(progress.problems).toMatchObject([{ accountId: member, bucket: null }]);
    expect(await row('theirs')).toMatchObject({
      measurement,
      uploads: null,
      bytes: null,
      monthlyUsd: null,
      coverage: null,
    });
    expect((await row('theirs')).problem).toMatch(problem);
    expect(await totals()).toMatchObject({ atLeast: true, bytes: ours.bytes });
    expect(await said({})).toMatchObject({ atLeast: true, unread: 1 });
    expect(await said({ account: member })).toMatchObject({ atLeast: true, unread: 1, bytes: 0 });
    expect(await said({ account })).toMatchObject({ atLeast: false });
    expect(await accountView(member)).toMatchObject({
      unreadable: 1,
      bytes: 0,
      atLeast: true,
      lastKnown: { buckets: 1, uploads, bytes, monthlyUsd, atLeast: false, at },
    });
  };
  lab.aws.faults.denied = [{ account: member, action: 's3:ListAllMyBuckets', by: 'permissions boundary' }];
  await unread('denied', /permissions boundary/);
  const seen = await latestSnapshot();

  // Nor is anything known where nothing was refused and nobody answered.
  lab.aws.faults.denied = [];
  lab.aws.world.apply({ type: 'account', change: { id: member, trouble: { throttleRate: 1 } } });
  await unread('notScanned', /slow down/);
  lab.aws.world.apply({ type: 'account', change: { id: member, trouble: null } });
  lab.aws.world.apply({ type: 'account', change: { id: member, roles: [] } });
  await unread('denied', /AssumeRole|StraybytesRead/);

  // The others are not asked when it is asked for alone, and no more is known of it.
  lab.aws.world.apply({ type: 'account', change: { id: member, roles: null } });
  await collect();
  expect(await row('theirs')).toMatchObject({ measurement: 'exact', bytes });
  lab.aws.world.apply({ type: 'account', change: { id: member, roles: [] } });
  const before = await row('ours');
  expect(await collect({ accounts: [member] })).toMatchObject({ status: 'failed' });
  expect(await row('theirs')).toMatchObject({ measurement: 'denied', bytes: null });
  expect(await row('ours')).toEqual(before);

  // The snapshot stays as it was when the account can be listed again.
  lab.aws.world.apply({ type: 'account', change: { id: member, roles: null } });
  await collect();
  expect(await said({}, seen?.snapshotId)).toMatchObject({ atLeast: true });
  expect(await said({})).toMatchObject({ atLeast: false, unread: 0 });
  expect(await row('theirs')).toMatchObject({ measurement: 'exact', bytes, problem: null });
});

test('a clock that is wrong by days does not disturb signatures or ages', async () => {
  lab.aws.faults.strictClock = true;
  addBuckets(lab.aws, ['b']);
  lab.aws.world.clock.advance({ days: 40 });
  await collect();
  expect(await row('b')).toMatchObject(lab.aws.world.truth(account, 'b'));
  const { rows } = await database().pool.query(
    `select (value->>'offsetMs')::float8 as offset from setting where key = 'aws-clock'`,
  );
  expect(rows[0].offset / 86_400_000).toBeCloseTo(40, 2);
  expect((await row('b')).checkedAt?.getTime()).toBeGreaterThan(Date.now() + 39 * 86_400_000);
});

test('another S3 server: no region, no STS, no optional calls', async () => {
  await lab.close();
  lab = await openLab({ environment: { AWS_REGION: 'eu-central-1', PRICE_PER_GB_MONTH_USD: '0.5' } });
  lab.aws.faults.set({ profile: 'minimal', verifySignatures: false });
  addBuckets(lab.aws, ['b'], 'us-east-1', 3);
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
    addBuckets(lab.aws, ['fine', 'poisoned']);
    lab.aws.world.addUpload({
      accountId: account,
      bucket: 'poisoned',
      key: 'poison',
      initiatedAt: new Date(lab.aws.world.clock.now().getTime() - 86_400_000),
      parts: [],
    });
    await refuseRows('upload', "new.key = 'poison'");
    expect(await collect()).toMatchObject({ status: 'completed', partial: true });
    await expectTruth(lab.aws, ['fine']);
    expect(await row('poisoned')).toMatchObject({ measurement: 'notScanned', bytes: null });
    expect((await row('poisoned')).problem).toContain('refused by the test');
  });

  test('that no try overcomes ends the run, which says so, and the next one works', async () => {
    addBuckets(lab.aws, ['fine']);
    await refuseRows('snapshot', 'true');
    const run = await collect();
    expect(run).toMatchObject({ status: 'failed' });
    expect(run.problems[0]?.problem).toMatch(/failed 4 times and was given up: refused by the test/);
    expect(errors.splice(0)).toHaveLength(4);
    await database().pool.query('drop trigger refuse on snapshot');
    expect(await collect()).toMatchObject({ status: 'completed', partial: false });
  });
});
