import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutBucketLifecycleConfigurationCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demoAccessKeyId, userKeys } from './caller.ts';
import { type SimulatedAws, startSimulatedAws } from './server.ts';
import { demoKeys, s3Client, stsClient } from './test-client.test-support.ts';

const account = '111122223333';
const member = '444455556666';
const now = new Date('2026-11-23T12:00:00Z');

let aws: SimulatedAws;

beforeEach(async () => {
  aws = await startSimulatedAws({ now });
  aws.faults.verifySignatures = true;
  aws.world.addAccount({ id: member, name: 'analytics' });
  aws.world.addBucket({ accountId: account, name: 'home', region: 'us-east-1' });
});

afterEach(() => aws.close());

function s3(options: Parameters<typeof s3Client>[1] = {}) {
  return s3Client(aws.url, options);
}

function sts() {
  return stsClient(aws.url);
}

describe('buckets', () => {
  test('are listed by pages, with a region only when a parameter is given', async () => {
    for (const name of ['b2', 'b1', 'b3'])
      aws.world.addBucket({ accountId: account, name, region: 'ap-northeast-2', createdAt: now });
    aws.world.addBucket({ accountId: member, name: 'not-ours', region: 'us-east-1' });
    const plain = await s3().send(new ListBucketsCommand({}));
    expect(plain.Buckets?.map((bucket) => bucket.Name)).toEqual(['b1', 'b2', 'b3', 'home']);
    expect(plain.Buckets?.[0]?.BucketRegion).toBeUndefined();
    const first = await s3().send(new ListBucketsCommand({ MaxBuckets: 3 }));
    expect(first.Buckets?.map((bucket) => bucket.BucketRegion)).toEqual(Array(3).fill('ap-northeast-2'));
    const second = await s3().send(
      new ListBucketsCommand({ MaxBuckets: 3, ContinuationToken: first.ContinuationToken }),
    );
    expect(second.Buckets?.map((bucket) => bucket.Name)).toEqual(['home']);
    expect(second.ContinuationToken).toBeUndefined();
    await expect(s3().send(new ListBucketsCommand({ MaxBuckets: 0 }))).rejects.toThrow(/integer range/);
  });

  test('in another region redirect, and say where they are', async () => {
    aws.world.addBucket({ accountId: account, name: 'seoul', region: 'ap-northeast-2' });
    const redirected = s3().send(new ListMultipartUploadsCommand({ Bucket: 'seoul' }));
    await expect(redirected).rejects.toMatchObject({
      name: 'PermanentRedirect',
      $response: { statusCode: 301, headers: { 'x-amz-bucket-region': 'ap-northeast-2' } },
    });
    const followed = await s3({ redirects: true }).send(new ListMultipartUploadsCommand({ Bucket: 'seoul' }));
    expect(followed.IsTruncated).toBe(false);
    const head = await s3({ region: 'ap-northeast-2' }).send(new HeadBucketCommand({ Bucket: 'seoul' }));
    expect(head.BucketRegion).toBe('ap-northeast-2');
    const location = await s3().send(new GetBucketLocationCommand({ Bucket: 'seoul' }));
    expect(location.LocationConstraint).toBe('ap-northeast-2');
    expect((await s3().send(new GetBucketLocationCommand({ Bucket: 'home' }))).LocationConstraint).toBeUndefined();
    aws.faults.wrongRegion = 'malformed';
    await expect(s3().send(new ListMultipartUploadsCommand({ Bucket: 'seoul' }))).rejects.toThrow(
      /expecting 'ap-northeast-2'/,
    );
  });

  test('tell tags as strings and versioning', async () => {
    aws.world.addBucket({
      accountId: account,
      name: 'tagged',
      region: 'us-east-1',
      tags: { cost: '007', note: 'a & <b>' },
      versioning: 'Suspended',
      mfaDelete: true,
    });
    const tags = await s3().send(new GetBucketTaggingCommand({ Bucket: 'tagged' }));
    expect(tags.TagSet).toEqual([
      { Key: 'cost', Value: '007' },
      { Key: 'note', Value: 'a & <b>' },
    ]);
    const versioning = await s3().send(new GetBucketVersioningCommand({ Bucket: 'tagged' }));
    expect(versioning).toMatchObject({ Status: 'Suspended', MFADelete: 'Enabled' });
    await expect(s3().send(new GetBucketTaggingCommand({ Bucket: 'home' }))).rejects.toMatchObject({
      name: 'NoSuchTagSet',
    });
    const put = s3().send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: 'tagged',
        LifecycleConfiguration: {
          Rules: [{ Status: 'Enabled', Filter: {}, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }],
        },
      }),
    );
    await expect(put).rejects.toThrow(/MFA Delete/);
  });

  test('are reached in virtual-host style', async () => {
    aws.faults.verifySignatures = false;
    const authorization = `AWS4-HMAC-SHA256 Credential=${demoAccessKeyId}/20261123/us-east-1/s3/aws4_request`;
    const headers = { host: `home.localhost:${aws.port}`, authorization };
    const [answer] = (await once(request({ port: aws.port, path: '/?uploads', headers }).end(), 'response')) as [
      IncomingMessage,
    ];
    answer.resume();
    expect(answer.statusCode).toBe(200);
    expect(aws.world.requestsOf('home')).toEqual({ ListMultipartUploads: 1 });
  });
});

describe('uploads', () => {
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
        aws.world.addUpload({ bucket: 'home', key: 'same', initiatedAt: new Date(Date.UTC(2026, 10, 2, hour)) })
          .uploadId,
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
});

describe('access', () => {
  test('is by account: roles are assumed, other accounts are closed', async () => {
    const base = await sts().send(new GetCallerIdentityCommand({}));
    expect(base.Account).toBe(account);
    const read = await assume('StraybytesRead');
    const identity = await stsClient(aws.url, { credentials: read }).send(new GetCallerIdentityCommand({}));
    expect(identity.Arn).toBe(`arn:aws:sts::${member}:assumed-role/StraybytesRead/test`);
    aws.world.addBucket({ accountId: member, name: 'theirs', region: 'us-east-1' });
    const theirs = new ListMultipartUploadsCommand({ Bucket: 'theirs' });
    await expect(s3().send(theirs)).rejects.toMatchObject({ name: 'AccessDenied', message: 'Access Denied' });
    await s3({ credentials: read }).send(theirs);
    await s3({ credentials: userKeys(member) }).send(theirs);
    await expect(assume('Administrator')).rejects.toThrow(/not authorized to perform: sts:AssumeRole/);
    await expect(
      s3({ credentials: { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' } }).send(theirs),
    ).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
    await expect(s3({ credentials: { ...demoKeys, secretAccessKey: 'wrong' } }).send(theirs)).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
  });

  test('to write rules needs the fix role, and the expected owner', async () => {
    aws.world.addBucket({ accountId: member, name: 'theirs', region: 'us-east-1' });
    const put = (owner: string) =>
      new PutBucketLifecycleConfigurationCommand({
        Bucket: 'theirs',
        ExpectedBucketOwner: owner,
        LifecycleConfiguration: { Rules: [abortRule({ id: 'a', prefix: '', days: 7 })] },
      });
    const read = s3({ credentials: await assume('StraybytesRead') });
    await expect(read.send(put(member))).rejects.toThrow(/no identity-based policy allows the s3:PutLifecycleConf/);
    const fix = s3({ credentials: await assume('StraybytesFix') });
    await expect(fix.send(put(account))).rejects.toMatchObject({ name: 'AccessDenied' });
    await fix.send(put(member));
    expect(aws.world.lifecycle('theirs').rules).toHaveLength(1);
  });

  test('is denied in the words of the policy that denies', async () => {
    aws.faults.denied = [{ bucket: 'home', action: 's3:ListBucketMultipartUploads', by: 'service control policy' }];
    await expect(s3().send(new ListMultipartUploadsCommand({ Bucket: 'home' }))).rejects.toThrow(
      'is not authorized to perform: s3:ListBucketMultipartUploads on resource: "arn:aws:s3:::home" with an explicit deny in a service control policy',
    );
    aws.faults.reset();
    aws.faults.kmsDenied = ['home'];
    const { uploadId } = aws.world.addUpload({ bucket: 'home', key: 'k', initiatedAt: now });
    await expect(s3().send(new ListPartsCommand({ Bucket: 'home', Key: 'k', UploadId: uploadId }))).rejects.toThrow(
      /kms:Decrypt/,
    );
  });

  async function assume(role: string) {
    const answer = await sts().send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${member}:role/${role}`, RoleSessionName: 'test' }),
    );
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials ?? {};
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  }
});

function abortRule(rule: { id: string; prefix: string; days: number }) {
  return {
    ID: rule.id,
    Status: 'Enabled' as const,
    Filter: { Prefix: rule.prefix },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: rule.days },
  };
}

test('a lifecycle that does not exist is an error of its own name', async () => {
  await expect(s3().send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'home' }))).rejects.toMatchObject({
    name: 'NoSuchLifecycleConfiguration',
  });
  await expect(s3().send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'nobody' }))).rejects.toMatchObject({
    name: 'NoSuchBucket',
  });
});
