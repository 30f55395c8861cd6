import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutBucketLifecycleConfigurationCommand,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SimulatedAws, startSimulatedAws } from './server.ts';
import { s3Client, stsClient } from './test-client.test-support.ts';

const account = '111122223333';
const list = new ListMultipartUploadsCommand({ Bucket: 'home' });

let aws: SimulatedAws;

beforeEach(async () => {
  aws = await startSimulatedAws();
  aws.world.addBucket({ accountId: account, name: 'home', region: 'us-east-1' });
});

afterEach(() => aws.close());

const s3 = (options = {}) => s3Client(aws.url, options);

function putAbort(days: number) {
  return new PutBucketLifecycleConfigurationCommand({
    Bucket: 'home',
    LifecycleConfiguration: {
      Rules: [
        { ID: 'r', Status: 'Enabled', Filter: {}, AbortIncompleteMultipartUpload: { DaysAfterInitiation: days } },
      ],
    },
  });
}

test('SlowDown, resets and half documents come at their rate', async () => {
  aws.faults.slowDownRate = 1;
  await expect(s3().send(list)).rejects.toMatchObject({ name: 'SlowDown', $metadata: { httpStatusCode: 503 } });
  aws.faults.reset();
  aws.faults.resetRate = 1;
  await expect(s3().send(list)).rejects.toMatchObject({ code: 'ECONNRESET' });
  aws.faults.reset();
  aws.faults.truncateRate = 1;
  await expect(s3().send(list)).rejects.toThrow();
  aws.faults.reset();
  aws.faults.set({ slowDownRate: 0.3, resetRate: 0.2 });
  const outcomes: string[] = [];
  for (let i = 0; i < 80; i++)
    outcomes.push(
      await s3Client(aws.url)
        .send(list)
        .then(
          () => 'ok',
          (error: Error) => error.name,
        ),
    );
  const count = (name: string) => outcomes.filter((outcome) => outcome === name).length;
  expect(count('ok')).toBeGreaterThan(25);
  expect(count('SlowDown')).toBeGreaterThan(8);
  expect(count('ok') + count('SlowDown')).toBeLessThan(75);
});

test('an expired token, a wrong clock and planned errors', async () => {
  aws.faults.expiredToken = true;
  await expect(s3().send(list)).rejects.toMatchObject({ name: 'ExpiredToken' });
  await expect(stsClient(aws.url).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: expect.stringContaining('Expired'),
  });
  aws.faults.reset();
  aws.world.clock.advance({ hours: 2 });
  aws.faults.strictClock = true;
  await expect(s3().send(list)).rejects.toMatchObject({ name: 'RequestTimeTooSkewed' });
  await s3({ maxAttempts: 3 }).send(list);
  aws.faults.reset();
  aws.faults.errors = [
    { operation: 'ListMultipartUploads', bucket: 'home', status: 500, code: 'InternalError', times: 1 },
  ];
  await expect(s3().send(list)).rejects.toMatchObject({ name: 'InternalError' });
  await s3().send(list);
});

test('a hung region never answers, others do; latency is added', async () => {
  aws.world.addBucket({ accountId: account, name: 'seoul', region: 'ap-northeast-2' });
  aws.faults.set({ hungRegion: 'ap-northeast-2', latencyMs: 60 });
  const hung = s3({ region: 'ap-northeast-2' }).send(new ListMultipartUploadsCommand({ Bucket: 'seoul' }), {
    abortSignal: AbortSignal.timeout(300),
  });
  await expect(hung).rejects.toMatchObject({ name: 'AbortError' });
  const begun = performance.now();
  await s3().send(list);
  expect(performance.now() - begun).toBeGreaterThan(50);
});

test('reads stay stale for a while after a write', async () => {
  await s3().send(putAbort(7));
  aws.faults.staleLifecycleReads = 2;
  await s3().send(putAbort(9));
  const seen: (number | undefined)[] = [];
  for (let i = 0; i < 3; i++) {
    const read = await s3().send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'home' }));
    seen.push(read.Rules?.[0]?.AbortIncompleteMultipartUpload?.DaysAfterInitiation);
  }
  expect(seen).toEqual([7, 7, 9]);
});

test('a bucket vanishes after so many pages', async () => {
  aws.faults.vanishBucket = { bucket: 'home', afterPages: 2 };
  await s3().send(list);
  await s3().send(list);
  await expect(s3().send(list)).rejects.toMatchObject({ name: 'NoSuchBucket' });
});

test('a listener may change the world between two calls', async () => {
  aws.onRequest(({ operation, bucket }) => {
    if (operation === 'GetBucketLifecycleConfiguration' && bucket)
      aws.world.setLifecycle(bucket, {
        rules: [{ ID: 'foreign', Status: 'Enabled', Filter: {}, Expiration: { Days: 3 } }],
        transitionDefaultMinimumObjectSize: null,
      });
  });
  const read = await s3().send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'home' }));
  expect(read.Rules?.[0]?.ID).toBe('foreign');
});

test('the minimal profile is a plain S3 server: no regions, STS, abort headers, tags, versions', async () => {
  aws.faults.profile = 'minimal';
  aws.world.addBucket({ accountId: account, name: 'elsewhere', region: 'eu-west-1' });
  const foreign = { credentials: { accessKeyId: 'minio', secretAccessKey: 'minio123' } };
  const listed = await s3(foreign).send(new ListBucketsCommand({ MaxBuckets: 1 }));
  expect(listed.Buckets?.map((bucket) => [bucket.Name, bucket.BucketRegion])).toEqual([
    ['elsewhere', undefined],
    ['home', undefined],
  ]);
  expect((await s3().send(new HeadBucketCommand({ Bucket: 'elsewhere' }))).BucketRegion).toBeUndefined();
  const refused = { name: 'NotImplemented' };
  await expect(s3().send(new GetBucketLocationCommand({ Bucket: 'home' }))).rejects.toMatchObject(refused);
  await expect(s3().send(new GetBucketTaggingCommand({ Bucket: 'home' }))).rejects.toMatchObject(refused);
  await expect(s3().send(new GetBucketVersioningCommand({ Bucket: 'home' }))).rejects.toMatchObject(refused);
  await expect(stsClient(aws.url).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 501 },
  });
  const { uploadId } = aws.world.addUpload({ bucket: 'elsewhere', key: 'k', initiatedAt: new Date() });
  aws.world.setLifecycle('elsewhere', {
    rules: [{ ID: 'a', Status: 'Enabled', Filter: {}, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }],
    transitionDefaultMinimumObjectSize: null,
  });
  const parts = await s3().send(new ListPartsCommand({ Bucket: 'elsewhere', Key: 'k', UploadId: uploadId }));
  expect(parts).toMatchObject({ IsTruncated: false });
  expect(parts.AbortDate).toBeUndefined();
  expect(parts.Initiator).toBeUndefined();
});

test('faults and uploads can be set over HTTP, by a test in another process', async () => {
  const post = (what: string, body: unknown) =>
    fetch(`${aws.url}/_simulated/${what}`, { method: 'POST', body: JSON.stringify(body) });
  await post('faults', { slowDownRate: 1 });
  await expect(s3().send(list)).rejects.toMatchObject({ name: 'SlowDown' });
  await post('faults', {});
  const parts = [{ number: 1, bytes: 5, lastModified: '2026-11-20T00:00:00Z' }];
  await post('uploads', { bucket: 'home', uploads: [{ key: 'k', initiatedAt: '2026-11-20T00:00:00Z', parts }] });
  expect((await s3().send(list)).Uploads).toHaveLength(1);
  expect(aws.world.truth(account, 'home')).toEqual({ uploads: 1, bytes: 5 });
  expect((await post('uploads', { bucket: 'home', uploads: [{ key: 1 }] })).status).toBe(400);
  expect((await post('nothing', {})).status).toBe(404);
});
