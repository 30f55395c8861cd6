import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountView } from '#lib/store/account-views.ts';
import { type BucketView, bucketTotals, bucketView, latestSnapshot } from '#lib/store/buckets.ts';
import { database } from '#lib/store/database.ts';
import { account, addUploads, collect, type Lab, openLab } from './collecting.test-support.ts';

let lab: Lab;

beforeAll(async () => {
  lab = await openLab();
  for (const name of ['open', 'vault']) {
    lab.aws.world.addBucket({ accountId: account, name, region: 'us-east-1' });
    addUploads(lab.aws, { bucket: name, count: 3 });
  }
  await collect();
});
afterAll(() => lab.close());

async function seen(name: string): Promise<BucketView> {
  const snapshot = await latestSnapshot();
  const view = snapshot && (await bucketView({ ...snapshot, accountId: account, bucket: name }));
  if (!view) throw new Error(`The snapshot has no bucket ${name}.`);
  return view;
}

async function totals() {
  const snapshot = await latestSnapshot();
  return bucketTotals({ snapshotId: snapshot?.snapshotId ?? '', filter: {} });
}

const deny = (bucket: string) =>
  lab.aws.faults.set({
    denied: [{ bucket, action: 's3:ListBucketMultipartUploads', by: 'service control policy' }],
  });

test('a bucket that is denied from now on keeps what was known last, with its date and out of every total', async () => {
  const before = await seen('vault');
  expect(before).toMatchObject({ measurement: 'exact', lastKnown: null });
  const { uploads, bytes, monthlyUsd, checkedAt: at } = before;
  const known = { uploads, bytes, monthlyUsd, at, atLeast: false };
  deny('vault');
  await collect();
  const denied = { measurement: 'denied', uploads: null, bytes: null, monthlyUsd: null, lastKnown: known };
  expect(await seen('vault')).toMatchObject(denied);
  expect(await totals()).toMatchObject({ uploads: 3, bytes: (await seen('open')).bytes, atLeast: true });
  expect(await accountView(account)).toMatchObject({
    uploads: 3,
    atLeast: true,
    notLookedAt: null,
    lastKnown: { ...known, buckets: 1 },
  });

  // What is not known once more, and for another reason, was known when it was known.
  await collect({ kinds: ['lifecycle'] });
  await collect();
  expect(await seen('vault')).toMatchObject(denied);

  lab.aws.faults.set({ denied: [] });
  await collect();
  expect(await seen('vault')).toMatchObject({ ...before, checkedAt: expect.any(Date) });
  expect((await accountView(account))?.lastKnown).toBeNull();
  expect((await totals()).atLeast).toBe(false);
});

test('a bucket that was denied from the first look on has nothing to be told', async () => {
  lab.aws.world.addBucket({ accountId: account, name: 'shut', region: 'us-east-1' });
  deny('shut');
  await collect();
  expect(await seen('shut')).toMatchObject({ measurement: 'denied', bytes: null, lastKnown: null });
  expect((await accountView(account))?.lastKnown).toBeNull();

  // Beside one of which something is known, what is known of the two is not all.
  const vault = await seen('vault');
  lab.aws.faults.set({ denied: [{ action: 's3:ListBucketMultipartUploads', by: 'service control policy' }] });
  await collect();
  expect((await seen('vault')).lastKnown).toMatchObject({ bytes: vault.bytes, atLeast: false });
  const both = (vault.bytes ?? 0) + ((await seen('open')).lastKnown?.bytes ?? 0);
  expect((await accountView(account))?.lastKnown).toMatchObject({ buckets: 2, bytes: both, atLeast: true });
  lab.aws.world.removeBucket('shut');
  lab.aws.faults.set({ denied: [] });
  await collect();
});

test('a bucket whose uploads were counted and not sized tells its bytes as they were known last', async () => {
  await database().pool.query('delete from upload');
  lab.aws.faults.set({
    denied: [{ bucket: 'vault', action: 's3:ListMultipartUploadParts', by: 'identity-based policy' }],
  });
  await collect();
  expect(await seen('vault')).toMatchObject({
    measurement: 'partial',
    uploads: 3,
    bytes: null,
    lastKnown: { uploads: 3, bytes: expect.any(Number), atLeast: false },
  });
});
