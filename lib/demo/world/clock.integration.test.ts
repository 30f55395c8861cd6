import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteBucketLifecycleCommand,
  ListMultipartUploadsCommand,
  PutBucketLifecycleConfigurationCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seededOrganization } from '../organization/seeded-organization.ts';
import { type SimulatedAws, startSimulatedAws } from '../server.ts';
import { s3Client } from '../test-client.test-support.ts';
import type { Organization } from './organization.ts';
import type { World } from './world.ts';

const account = '111122223333';
const now = new Date('2026-11-23T12:25:00Z');
const GIB = 2 ** 30;

let aws: SimulatedAws;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'simulated-aws-'));
});

afterEach(async () => {
  await aws.close();
  rmSync(folder, { recursive: true });
});

/** Uploads of two keys, begun 10 days, 3 days and an hour ago. */
function organization(birth: { now: Date }): Organization {
  const hours = [240, 72, 1];
  return {
    managementAccountId: account,
    accounts: [{ id: account, name: 'main' }],
    buckets: [
      {
        accountId: account,
        name: 'home',
        region: 'us-east-1',
        uploads: () =>
          ['a', 'tmp/b'].flatMap((key) =>
            hours.map((ago) => ({
              key,
              initiatedAt: new Date(birth.now.getTime() - ago * 3_600_000),
              parts: [{ number: 1, bytes: GIB, lastModified: birth.now }],
            })),
          ),
        strays: (day) => [{ key: 'stray', initiatedAt: new Date(day.getTime() + 20 * 3_600_000) }],
      },
    ],
  };
}

async function start(options: { journal?: boolean } = {}): Promise<SimulatedAws> {
  aws = await startSimulatedAws({
    now,
    organization,
    journal: options.journal ? path.join(folder, 'deep', 'world.jsonl') : null,
  });
  return aws;
}

function abortAfter(days: number, prefix = '') {
  return new PutBucketLifecycleConfigurationCommand({
    Bucket: 'home',
    LifecycleConfiguration: {
      Rules: [
        {
          ID: 'r',
          Status: 'Enabled',
          Filter: { Prefix: prefix },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: days },
        },
      ],
    },
  });
}

const keys = (world: World) =>
  (world.bucket('home')?.uploads().all() ?? []).map(({ key }) => key).filter((key) => key !== 'stray');

test('a rule aborts at midnight UTC what is old enough, under its prefix, and nothing before', async () => {
  await start();
  await s3Client(aws.url).send(abortAfter(7, 'tmp/'));
  aws.world.clock.advance({ hours: 11 });
  expect(keys(aws.world)).toHaveLength(6);
  aws.world.clock.advance({ hours: 1 });
  expect(keys(aws.world)).toEqual(['a', 'a', 'a', 'tmp/b', 'tmp/b']);
  aws.world.clock.advance({ days: 3 });
  expect(keys(aws.world)).toHaveLength(5);
  aws.world.clock.advance({ days: 1 });
  expect(keys(aws.world)).toHaveLength(4);
  aws.world.clock.advance({ days: 30 });
  expect(keys(aws.world)).toEqual(['a', 'a', 'a']);
});

test('a late share goes a night after', async () => {
  await start();
  const bucket = aws.world.addBucket({ accountId: account, name: 'late', region: 'us-east-1', lateShare: 0.5 });
  for (let i = 0; i < 200; i++)
    aws.world.addUpload({ bucket: 'late', key: `k${i}`, initiatedAt: new Date('2026-11-01T00:00:00Z') });
  aws.world.setLifecycle('late', {
    rules: [{ ID: 'a', Status: 'Enabled', Filter: {}, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }],
    transitionDefaultMinimumObjectSize: null,
  });
  aws.world.clock.advance({ days: 1 });
  expect(bucket.uploads().size).toBeGreaterThan(60);
  expect(bucket.uploads().size).toBeLessThan(140);
  aws.world.clock.advance({ days: 1 });
  expect(bucket.uploads().size).toBe(0);
});

test('answers are dated by the simulated clock, which the control endpoint moves', async () => {
  await start();
  const move = await fetch(`${aws.url}/_simulated/clock`, { method: 'POST', body: '{"days":1}' });
  const moved = new Date((await move.json()).now);
  expect(moved.toISOString().slice(0, 10)).toBe('2026-11-24');
  const any = await fetch(aws.url);
  expect(Math.abs(Date.parse(any.headers.get('date') ?? '') - moved.getTime())).toBeLessThan(60_000);
  const refused = await fetch(`${aws.url}/_simulated/clock`, { method: 'POST', body: '{"days":-1}' });
  expect(refused.status).toBe(400);
  const state = await (await fetch(`${aws.url}/_simulated/state`)).json();
  expect(state).toMatchObject({ managementAccountId: account, accounts: [{ id: account, name: 'main', buckets: 1 }] });
  const truth = await (await fetch(`${aws.url}/_simulated/truth?account=${account}&bucket=home`)).json();
  expect(truth).toEqual(aws.world.truth(account, 'home'));
});

test('strays come in at the midnight after, the same every time', async () => {
  await start();
  aws.world.clock.advance({ days: 3 });
  const strays = (aws.world.bucket('home')?.uploads().all() ?? []).filter(({ key }) => key === 'stray');
  expect(strays.map(({ initiatedAt }) => new Date(initiatedAt).toISOString())).toEqual([
    '2026-11-23T20:00:00.000Z',
    '2026-11-24T20:00:00.000Z',
    '2026-11-25T20:00:00.000Z',
  ]);
});

test('a world outlives its process: rules, aborts, uploads, nights and the clock', async () => {
  await start({ journal: true });
  const s3 = s3Client(aws.url);
  await s3.send(abortAfter(7));
  aws.world.clock.advance({ days: 1 });
  const begun = await s3.send(new CreateMultipartUploadCommand({ Bucket: 'home', Key: 'new' }));
  await s3.send(
    new UploadPartCommand({ Bucket: 'home', Key: 'new', UploadId: begun.UploadId, PartNumber: 3, Body: 'abc' }),
  );
  const listed = await s3.send(new ListMultipartUploadsCommand({ Bucket: 'home', Prefix: 'a' }));
  const { Key = '', UploadId = '' } = listed.Uploads?.[0] ?? {};
  await s3.send(new AbortMultipartUploadCommand({ Bucket: 'home', Key, UploadId }));
  aws.world.clock.advance({ days: 4 });
  await s3.send(new DeleteBucketLifecycleCommand({ Bucket: 'home' }));
  aws.world.clock.advance({ days: 20 });
  const before = snapshotOf(aws.world);
  expect(before.uploads.length).toBeGreaterThan(3);
  await aws.close();

  // A kill in the middle of a write leaves half a line.
  appendFileSync(path.join(folder, 'deep', 'world.jsonl'), '{"type":"upl');
  await start({ journal: true });
  expect(snapshotOf(aws.world)).toEqual(before);
  expect(aws.world.clock.now().getTime()).toBeGreaterThanOrEqual(before.now);
  aws.world.clock.advance({ days: 1 });
  expect(
    readFileSync(path.join(folder, 'deep', 'world.jsonl'), 'utf8')
      .split('\n')
      .at(-2),
  ).toMatch(/"type":"clock"/);
});

test('a damaged journal is told by its name', async () => {
  await start();
  const journal = path.join(folder, 'bad.jsonl');
  writeFileSync(journal, 'nonsense\n');
  await expect(startSimulatedAws({ journal, organization: seededOrganization })).rejects.toThrow(/bad\.jsonl: line 1/);
});

function snapshotOf(world: World) {
  return {
    now: Math.floor(world.clock.now().getTime() / 60_000) * 60_000,
    truth: world.truth(account, 'home'),
    uploads:
      world
        .bucket('home')
        ?.uploads()
        .all()
        .map((upload) => `${upload.key} ${upload.uploadId}`) ?? [],
    rules: world.lifecycle('home'),
  };
}
