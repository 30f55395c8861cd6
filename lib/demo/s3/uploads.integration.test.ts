import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutBucketLifecycleConfigurationCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SimulatedAws, startSimulatedAws } from '../server.ts';
import { s3Client } from '../test-client.test-support.ts';

const account = '111122223333';
const now = new Date('2026-11-23T12:00:00Z');

let aws: SimulatedAws;

beforeEach(async () => {
  aws = await startSimulatedAws({ now });
  aws.faults.verifySignatures = true;
  aws.world.addBucket({ accountId: account, name: 'home', region: 'us-east-1' });
});

afterEach(() => aws.close());

const s3 = () => s3Client(aws.url);

test('come ordered by the bytes of the key, then by initiation, page after page', async () => {
  const keys = ['b', 'a', '\u{1f600}', '\uffee', 'a/2', 'a b+c&d', 'é', 'Z'];
  for (const key of keys) aws.world.addUpload({ bucket: 'home', key, initiatedAt: new Date('2026-11-01T00:00:00Z') });
  const early = aws.world.addUpload({
    bucket: 'home',
    key: 'a',
    initiatedAt: new Date('2026-10-01T00:00:00Z'),
    uploadId: 'zzz',
  });
  const expected = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const listed = await allUploads({ pageSize: 2, encoding: false });
  expect(listed.map((upload) => upload.Key)).toEqual(expected.flatMap((key) => (key === 'a' ? ['a', 'a'] : [key])));
  expect(listed.find((upload) => upload.Key === 'a')?.UploadId).toBe(early.uploadId);
  const encoded = await allUploads({ pageSize: 3, encoding: true });
  expect(encoded.map((upload) => decodeURIComponent((upload.Key ?? '').replaceAll('+', ' ')))).toEqual(
    listed.map((upload) => upload.Key),
  );
  expect(encoded.map((upload) => upload.Key)).toContain('a+b%2Bc%26d');
});

test('are neither repeated nor missed when they go away between two pages', async () => {
  const ids: string[] = [];
  for (let hour = 0; hour < 9; hour++)
    ids.push(
      aws.world.addUpload({ bucket: 'home', key: 'same', initiatedAt: new Date(Date.UTC(2026, 10, 2, hour)) }).uploadId,
    );
  const first = await s3().send(new ListMultipartUploadsCommand({ Bucket: 'home', MaxUploads: 4 }));
  const marker = first.NextUploadIdMarker;
  expect(marker).toBe(ids[3]);
  await s3().send(new AbortMultipartUploadCommand({ Bucket: 'home', Key: 'same', UploadId: marker }));
  const rest = await s3().send(
    new ListMultipartUploadsCommand({ Bucket: 'home', KeyMarker: first.NextKeyMarker, UploadIdMarker: marker }),
  );
  expect(rest.Uploads?.map((upload) => upload.UploadId)).toEqual(ids.slice(4));
  const ignored = await s3().send(new ListMultipartUploadsCommand({ Bucket: 'home', UploadIdMarker: ids[5] }));
  expect(ignored.Uploads).toHaveLength(8);
  const without = await s3().send(new ListMultipartUploadsCommand({ Bucket: 'home', KeyMarker: 'same' }));
  expect(without.Uploads).toBeUndefined();
});

test('are grouped by delimiter within a prefix', async () => {
  for (const key of ['logs/a/1', 'logs/a/2', 'logs/b', 'logs/c/1', 'other'])
    aws.world.addUpload({ bucket: 'home', key, initiatedAt: now });
  const query = { Bucket: 'home', Prefix: 'logs/', Delimiter: '/', MaxUploads: 1 };
  const found: (string | undefined)[] = [];
  let page = await s3().send(new ListMultipartUploadsCommand(query));
  for (;;) {
    found.push(...(page.CommonPrefixes ?? []).map((each) => each.Prefix), ...(page.Uploads ?? []).map((u) => u.Key));
    if (!page.IsTruncated) break;
    page = await s3().send(
      new ListMultipartUploadsCommand({
        ...query,
        KeyMarker: page.NextKeyMarker,
        UploadIdMarker: page.NextUploadIdMarker,
      }),
    );
  }
  expect(found).toEqual(['logs/a/', 'logs/b', 'logs/c/']);
});

test('tell their parts by pages, and gaps in the numbers', async () => {
  const parts = [1, 2, 5, 9].map((number) => ({ number, bytes: number * 100, lastModified: now }));
  const { uploadId } = aws.world.addUpload({ bucket: 'home', key: '../a//b ', initiatedAt: now, parts });
  const of = { Bucket: 'home', Key: '../a//b ', UploadId: uploadId };
  const first = await s3().send(new ListPartsCommand({ ...of, MaxParts: 2 }));
  expect(first.Parts?.map((part) => [part.PartNumber, part.Size])).toEqual([
    [1, 100],
    [2, 200],
  ]);
  expect(first).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2', StorageClass: 'STANDARD' });
  expect(first.Initiator?.ID).toBe(`arn:aws:iam::${account}:user/uploader`);
  const second = await s3().send(new ListPartsCommand({ ...of, PartNumberMarker: '2' }));
  expect(second.Parts?.map((part) => part.PartNumber)).toEqual([5, 9]);
  expect(second).toMatchObject({ IsTruncated: false, NextPartNumberMarker: '9' });
  expect(aws.world.truth(account, 'home')).toEqual({ uploads: 1, bytes: 1700 });
  await expect(s3().send(new ListPartsCommand({ ...of, UploadId: 'gone' }))).rejects.toMatchObject({
    name: 'NoSuchUpload',
  });
});

test('can be made and filled by the SDK', async () => {
  const begun = await s3().send(
    new CreateMultipartUploadCommand({ Bucket: 'home', Key: 'k', StorageClass: 'GLACIER' }),
  );
  const of = { Bucket: 'home', Key: 'k', UploadId: begun.UploadId };
  await s3().send(new UploadPartCommand({ ...of, PartNumber: 1, Body: Buffer.alloc(5_000) }));
  await s3().send(new UploadPartCommand({ ...of, PartNumber: 7, Body: Buffer.alloc(11) }));
  await s3().send(new UploadPartCommand({ ...of, PartNumber: 7, Body: Buffer.alloc(12) }));
  const listed = await s3().send(new ListPartsCommand(of));
  expect(listed.Parts?.map((part) => [part.PartNumber, part.Size])).toEqual([
    [1, 5000],
    [7, 12],
  ]);
  expect(listed.StorageClass).toBe('GLACIER');
});

test('name the rule that will abort them, at the midnight after', async () => {
  const { uploadId } = aws.world.addUpload({
    bucket: 'home',
    key: 'tmp/x',
    initiatedAt: new Date('2026-11-20T10:30:00Z'),
  });
  const of = { Bucket: 'home', Key: 'tmp/x', UploadId: uploadId };
  expect((await s3().send(new ListPartsCommand(of))).AbortDate).toBeUndefined();
  await s3().send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: 'home',
      LifecycleConfiguration: {
        Rules: [
          abortRule({ id: 'all', prefix: '', days: 9 }),
          abortRule({ id: 'tmp', prefix: 'tmp/', days: 5 }),
          { ...abortRule({ id: 'off', prefix: '', days: 1 }), Status: 'Disabled' },
        ],
      },
    }),
  );
  const parts = await s3().send(new ListPartsCommand(of));
  expect(parts.AbortDate).toEqual(new Date('2026-11-26T00:00:00Z'));
  expect(parts.AbortRuleId).toBe('tmp');
});

async function allUploads(options: { pageSize: number; encoding: boolean }) {
  const found = [];
  let markers: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {};
  for (;;) {
    const page = await s3().send(
      new ListMultipartUploadsCommand({
        Bucket: 'home',
        MaxUploads: options.pageSize,
        ...(options.encoding ? { EncodingType: 'url' as const } : {}),
        ...markers,
      }),
    );
    found.push(...(page.Uploads ?? []));
    if (!page.IsTruncated) return found;
    const key = page.NextKeyMarker ?? '';
    const KeyMarker = options.encoding ? decodeURIComponent(key.replaceAll('+', ' ')) : key;
    markers = { KeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
}

function abortRule(rule: { id: string; prefix: string; days: number }) {
  return {
    ID: rule.id,
    Status: 'Enabled' as const,
    Filter: { Prefix: rule.prefix },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: rule.days },
  };
}
