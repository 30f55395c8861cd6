import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demoAccessKeyId, demoSecretKey } from '#lib/demo/caller.ts';
import { type SimulatedAws, startSimulatedAws } from '#lib/demo/server.ts';
import { resetEnv } from '#lib/env.ts';
import { connectionStatus, reachableAccounts } from './accounts.ts';
import { bucketRegion } from './bucket-region.ts';
import { forgetOffset, measuredOffsetMs } from './clock.ts';
import { homeRegion } from './endpoint.ts';
import { getLifecycle, readLifecycle } from './get-lifecycle.ts';
import { getTags } from './get-tags.ts';
import { getVersioning } from './get-versioning.ts';
import { ambientIdentity } from './identity.ts';
import { type ListedBucket, listBuckets } from './list-buckets.ts';
import { listParts } from './list-parts.ts';
import { listUploadsPage } from './list-uploads-page.ts';
import { memoryOf } from './memory.ts';
import { putLifecycle } from './put-lifecycle.ts';
import type { AwsTarget } from './target.ts';

const account = '111122223333';
const member = '444455556666';
const home: AwsTarget = { accountId: account, region: 'us-east-1', power: 'read' };
let aws: SimulatedAws;

beforeEach(async () => {
  aws = await startSimulatedAws();
  aws.faults.set({ verifySignatures: true, strictClock: true });
  aws.world.addAccount({ id: member, name: 'analytics' });
  useEndpoint(aws.url);
});

afterEach(() => aws.close());

function useEndpoint(url: string, more: Record<string, string> = {}): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: demoAccessKeyId,
    AWS_SECRET_ACCESS_KEY: demoSecretKey,
    AWS_REGION: 'us-east-1',
    AWS_ACCOUNT_ID: '',
    MEMBER_ACCOUNTS: '',
    ...more,
  });
  resetEnv();
  memoryOf.forget();
  forgetOffset();
}

function add(name: string, region = 'us-east-1', accountId = account): AwsTarget {
  aws.world.addBucket({ accountId, name, region });
  return { accountId, region, power: 'read' };
}

const initiatedAt = new Date('2026-01-02T03:04:05.000Z');
const parts = (sizes: number[]) =>
  sizes.map((bytes, index) => ({
    number: index * 3 + 1,
    bytes,
    lastModified: new Date(initiatedAt.getTime() + index * 1000),
  }));

describe('readers', () => {
  test.each([
    'plain.bin',
    "odd/ä é %'(x)*!~ +&=?#;:@$,.bin",
    'a//b/../c/./d',
    'emoji/\u{1F9F9} tab\tnewline\nend',
    '<Size>1</Size>&amp;',
    '한글/업로드.parquet',
  ])('a key such as %j is listed and sized', async (key) => {
    const target = add('b');
    const { uploadId } = aws.world.addUpload({ bucket: 'b', key, initiatedAt, parts: parts([10, 20, 30]) });
    const page = await listUploadsPage({ target, bucket: 'b', keyMarker: null, uploadIdMarker: null });
    expect(page.uploads).toEqual([
      { key, uploadId, initiatedAt, initiator: `arn:aws:iam::${account}:user/uploader`, storageClass: 'STANDARD' },
    ]);
    expect(await listParts({ target, bucket: 'b', key, uploadId })).toEqual({
      state: 'found',
      parts: 3,
      bytes: 60,
      lastPartAt: new Date(initiatedAt.getTime() + 2000),
      abortDate: null,
      abortRuleId: null,
    });
  });

  test.each([
    ['a\0b\0', 'a\u24000b\u24000'],
    ['a\u2400b\u24000', 'a\u2400\u2400b\u2400\u24000'],
  ])('a key that no text can hold, %j, is listed as one that can, and sized', async (key, text) => {
    const target = add('b');
    const { uploadId } = aws.world.addUpload({ bucket: 'b', key, initiatedAt, parts: parts([10, 20]) });
    const { uploads } = await listUploadsPage({ target, bucket: 'b', keyMarker: null, uploadIdMarker: null });
    expect(uploads).toMatchObject([{ key: text, uploadId }]);
    expect(await listParts({ target, bucket: 'b', key: text, uploadId })).toMatchObject({ bytes: 30 });
    const after = await listUploadsPage({ target, bucket: 'b', keyMarker: text, uploadIdMarker: uploadId });
    expect(after.uploads).toEqual([]);
  });

  test('pages of uploads go on at both markers, also within one key', async () => {
    const target = add('b');
    for (let nth = 0; nth < 2_050; nth += 1)
      aws.world.addUpload({
        bucket: 'b',
        key: nth < 1_500 ? 'the same key' : `k${nth}`,
        initiatedAt: new Date(initiatedAt.getTime() + nth * 1000),
      });
    const seen = new Set<string>();
    let [keyMarker, uploadIdMarker]: [string | null, string | null] = [null, null];
    for (let pages = 1; ; pages += 1) {
      const page = await listUploadsPage({ target, bucket: 'b', keyMarker, uploadIdMarker });
      for (const { uploadId } of page.uploads) seen.add(uploadId);
      if (!page.isTruncated) {
        expect(pages).toBe(3);
        break;
      }
      [keyMarker, uploadIdMarker] = [page.nextKeyMarker, page.nextUploadIdMarker];
    }
    expect(seen.size).toBe(2_050);
  });

  test('an upload that is gone is not an error', async () => {
    const target = add('b');
    expect(await listParts({ target, bucket: 'b', key: 'k', uploadId: 'none' })).toEqual({ state: 'gone' });
  });

  test('a bucket in another region than we think is followed there', async () => {
    add('b', 'ap-northeast-2');
    const { uploadId, key } = aws.world.addUpload({ bucket: 'b', key: 'k', initiatedAt, parts: parts([5]) });
    expect(await bucketRegion({ target: home, bucket: 'b' })).toBe('ap-northeast-2');
    for (const wrongRegion of ['redirect', 'malformed'] as const) {
      aws.faults.wrongRegion = wrongRegion;
      const target = { ...home };
      expect(await listParts({ target, bucket: 'b', key, uploadId })).toMatchObject({ bytes: 5 });
      expect(
        (await listUploadsPage({ target, bucket: 'b', keyMarker: null, uploadIdMarker: null })).uploads,
      ).toHaveLength(1);
    }
    expect((await getLifecycle({ target: home, bucket: 'b' })).rules).toEqual([]);
  });

  test('buckets come with their regions; tags and versioning as they are', async () => {
    aws.world.addBucket({
      accountId: account,
      name: 'v',
      region: 'eu-west-1',
      versioning: 'Suspended',
      mfaDelete: true,
      tags: { a: 'b' },
    });
    const target = add('plain', 'eu-west-1');
    const listed: ListedBucket[] = [];
    for await (const bucket of listBuckets({ target: home })) listed.push(bucket);
    expect(listed.map(({ name, region }) => [name, region])).toEqual([
      ['plain', 'eu-west-1'],
      ['v', 'eu-west-1'],
    ]);
    expect(await getVersioning({ target, bucket: 'v' })).toEqual({ status: 'Suspended', mfaDelete: true });
    expect(await getTags({ target, bucket: 'v' })).toEqual({ a: 'b' });
    expect(await getTags({ target, bucket: 'plain' })).toEqual({});
    aws.faults.profile = 'minimal';
    expect([await getVersioning({ target, bucket: 'v' }), await getTags({ target, bucket: 'v' })]).toEqual([
      null,
      null,
    ]);
  });

  test('another account is refused, whoever asks', async () => {
    add('theirs', 'us-east-1', member);
    for (const ask of [
      () => getLifecycle({ target: home, bucket: 'theirs' }),
      () => listUploadsPage({ target: home, bucket: 'theirs', keyMarker: null, uploadIdMarker: null }),
      () =>
        putLifecycle({
          target: { ...home, power: 'fix' },
          bucket: 'theirs',
          config: { rules: [], transitionDefaultMinimumObjectSize: null },
        }),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'denied' });
  });

  test('a clock that is off by an hour is measured and used', async () => {
    const target = add('b');
    aws.world.clock.advance({ hours: 1 });
    expect(await listParts({ target, bucket: 'b', key: 'k', uploadId: 'none' })).toEqual({ state: 'gone' });
    expect(Math.abs((measuredOffsetMs() ?? 0) - 3_600_000)).toBeLessThan(60_000);
  });
});

describe('lifecycle', () => {
  const rules = [
    { ID: 'all', Status: 'Enabled', Filter: {}, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 } },
    {
      ID: 'date & <more>',
      Status: 'Disabled',
      Filter: { And: { Prefix: 'a b/', Tags: [{ Key: 'k', Value: '' }], ObjectSizeGreaterThan: 500 } },
      Expiration: { Date: '2027-01-01T00:00:00.000Z' },
      Transitions: [{ Days: 0, StorageClass: 'GLACIER_IR' }],
      NoncurrentVersionExpiration: { NoncurrentDays: 3, NewerNoncurrentVersions: 2 },
    },
  ];

  test('a configuration survives writing and reading, and the rule answers on the parts', async () => {
    const target = { ...add('b'), power: 'fix' as const };
    const config = { rules, transitionDefaultMinimumObjectSize: 'varies_by_storage_class' };
    await putLifecycle({ target, bucket: 'b', config });
    expect(await getLifecycle({ target, bucket: 'b' })).toEqual(config);
    const { uploadId } = aws.world.addUpload({
      bucket: 'b',
      key: 'k',
      initiatedAt: aws.world.clock.now(),
      parts: parts([1]),
    });
    const found = await listParts({ target, bucket: 'b', key: 'k', uploadId });
    expect(found).toMatchObject({ abortRuleId: 'all', abortDate: expect.any(Date) });
    await putLifecycle({ target, bucket: 'b', config: { rules: [], transitionDefaultMinimumObjectSize: null } });
    expect(await getLifecycle({ target, bucket: 'b' })).toEqual({
      rules: [],
      transitionDefaultMinimumObjectSize: null,
    });
  });

  test.each(['AccessDenied', 'InternalError', 'NoSuchBucket'])('%s is never read as "no rules"', async (code) => {
    const target = add('b');
    aws.faults.errors = [
      { operation: 'GetBucketLifecycleConfiguration', status: code === 'InternalError' ? 500 : 403, code },
    ];
    await expect(getLifecycle({ target, bucket: 'b' })).rejects.toMatchObject({ details: { awsCode: code } });
  });

  test.each([
    ['elements this version does not know', '<Filter/><Novelty>1</Novelty>', 'Novelty'],
    ['a prefix that the SDK reads as the whole bucket', '<Filter><Prefix>\n</Prefix></Filter>', 'Prefix'],
  ])('%s are refused for a fix and tolerated for a look', async (_what, inner, says) => {
    const xml =
      `<LifecycleConfiguration><Rule><ID>x</ID>${inner}<Status>Enabled</Status>` +
      '<Expiration><Days>5</Days></Expiration></Rule></LifecycleConfiguration>';
    const server = createServer((_request, response) => response.end(xml));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // The account is only called by name: this server knows no STS.
    useEndpoint(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const target: AwsTarget = { accountId: 'local', region: 'us-east-1', power: 'read' };
    try {
      const { unknownElements, altered } = await readLifecycle({ target, bucket: 'b' });
      expect([...unknownElements, ...altered].join()).toContain(says);
      expect((await getLifecycle({ target, bucket: 'b' })).rules).toHaveLength(1);
      await expect(getLifecycle({ target: { ...target, power: 'fix' }, bucket: 'b' })).rejects.toMatchObject({
        code: 'refused',
        message: expect.stringContaining(says),
      });
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
});

describe('accounts', () => {
  test('the ambient one and the members by role, with their powers', async () => {
    useEndpoint(aws.url, { MEMBER_ACCOUNTS: `${member}:analytics` });
    expect(await reachableAccounts()).toEqual([
      { accountId: account, name: account },
      { accountId: member, name: 'analytics' },
    ]);
    const target = add('theirs', 'us-east-1', member);
    expect((await getLifecycle({ target, bucket: 'theirs' })).rules).toEqual([]);
    const config = {
      rules: [{ ID: 'x', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 3 } }],
      transitionDefaultMinimumObjectSize: null,
    };
    await expect(putLifecycle({ target, bucket: 'theirs', config })).rejects.toMatchObject({ code: 'denied' });
    await putLifecycle({ target: { ...target, power: 'fix' }, bucket: 'theirs', config });
    expect((await getLifecycle({ target, bucket: 'theirs' })).rules).toEqual(config.rules);
  });

  test('without STS the account is called by name', async () => {
    aws.faults.profile = 'minimal';
    useEndpoint(aws.url, { AWS_ACCOUNT_ID: 'garage' });
    expect(await connectionStatus()).toEqual({ ok: true, accountId: 'garage', arn: null });
  });

  test.each([
    ['AccessDenied', 403],
    ['SignatureDoesNotMatch', 403],
    ['IncompleteSignature', 400],
    ['RequestExpired', 400],
    ['RegionDisabledException', 403],
    ['OptInRequired', 403],
  ])('an STS that refuses with %s is not a server without STS', async (code, status) => {
    aws.faults.errors = [{ operation: 'GetCallerIdentity', status, code }];
    useEndpoint(aws.url);
    expect(await connectionStatus()).toMatchObject({ ok: false, problem: expect.stringContaining('AWS') });
    aws.faults.errors = [];
    expect(await connectionStatus()).toMatchObject({ ok: true, accountId: account });
  });

  test.each([
    ['S3 that refuses', 403, '<Error><Code>AccessDenied</Code><Message>no</Message></Error>'],
    ['S3 that knows no such call', 405, '<Error><Code>MethodNotAllowed</Code></Error>'],
    [
      'STS that knows no such call',
      400,
      '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Code>InvalidParameterValue</Code></Error></ErrorResponse>',
    ],
  ])('an %s is called by name', async (_, status, document) => {
    const server = createServer((_request, response) => response.writeHead(status).end(document));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    useEndpoint(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { AWS_ACCOUNT_ID: 'garage' });
    try {
      expect(await ambientIdentity()).toMatchObject({ accountId: 'garage', arn: null });
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  test('the endpoint and the region of the profile are those of every call', async () => {
    const config = path.join(await mkdtemp(path.join(tmpdir(), 'profile-')), 'config');
    const keys = `aws_access_key_id = ${demoAccessKeyId}\naws_secret_access_key = ${demoSecretKey}\n`;
    await writeFile(config, `[profile lab]\nregion = eu-west-3\nendpoint_url = ${aws.url}\n${keys}`);
    const before = { ...process.env };
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
    Object.assign(process.env, { AWS_PROFILE: 'lab', AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: config });
    resetEnv();
    memoryOf.forget();
    try {
      expect(await connectionStatus()).toMatchObject({ ok: true, accountId: account });
      expect(homeRegion()).toBe('eu-west-3');
      const target = add('b', 'eu-west-3');
      aws.world.addUpload({ bucket: 'b', key: 'k', initiatedAt });
      expect((await listBuckets({ target }).next()).value).toMatchObject({ name: 'b' });
      const { uploads } = await listUploadsPage({ target, bucket: 'b', keyMarker: null, uploadIdMarker: null });
      expect(uploads).toHaveLength(1);
    } finally {
      for (const name of ['AWS_PROFILE', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) delete process.env[name];
      Object.assign(process.env, before);
      await rm(path.dirname(config), { recursive: true });
    }
  });

  test('what is wrong with the connection is said in words', async () => {
    useEndpoint('http://127.0.0.1:9');
    expect(await connectionStatus()).toMatchObject({
      ok: false,
      problem: expect.stringContaining('http://127.0.0.1:9'),
    });
    useEndpoint(aws.url, { AWS_ACCESS_KEY_ID: 'AKIANOBODY' });
    expect(await connectionStatus()).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/InvalidClientTokenId|InvalidAccessKeyId/),
    });
  });
});
