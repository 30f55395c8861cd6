import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
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
