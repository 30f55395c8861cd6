import {
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  type TransitionDefaultMinimumObjectSize,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SimulatedAws, startSimulatedAws } from '../server.ts';
import { s3Client } from '../test-client.test-support.ts';

const Bucket = 'home';
const abort = { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } };

let aws: SimulatedAws;

beforeEach(async () => {
  aws = await startSimulatedAws();
  aws.world.addBucket({ accountId: '111122223333', name: Bucket, region: 'us-east-1' });
});

afterEach(() => aws.close());

function put(Rules: LifecycleRule[], TransitionDefaultMinimumObjectSize?: TransitionDefaultMinimumObjectSize) {
  return s3Client(aws.url).send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: { Rules },
      ...(TransitionDefaultMinimumObjectSize ? { TransitionDefaultMinimumObjectSize } : {}),
    }),
  );
}

function get() {
  return s3Client(aws.url).send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
}

test('every field of every rule comes back as it went in', async () => {
  const Rules: LifecycleRule[] = [
    {
      ID: 'all & <everything> "quoted"',
      Status: 'Enabled',
      Filter: {
        And: {
          Prefix: 'a b/é\r\n',
          Tags: [
            { Key: 'number', Value: '007' },
            { Key: 'flag', Value: 'true' },
            { Key: 'empty', Value: '' },
          ],
          ObjectSizeGreaterThan: 500,
          ObjectSizeLessThan: 5_368_709_120,
        },
      },
      Expiration: { Days: 4000 },
      Transitions: [
        { Days: 30, StorageClass: 'STANDARD_IA' },
        { Days: 90, StorageClass: 'GLACIER' },
      ],
      NoncurrentVersionTransitions: [{ NoncurrentDays: 30, NewerNoncurrentVersions: 2, StorageClass: 'GLACIER_IR' }],
      NoncurrentVersionExpiration: { NoncurrentDays: 365, NewerNoncurrentVersions: 5 },
    },
    { ID: 'one tag', Status: 'Disabled', Filter: { Tag: { Key: 'a', Value: '1e3' } }, Expiration: { Days: 1 } },
    { ID: 'dated', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Date: new Date('2027-01-01') } },
    { ID: 'markers', Status: 'Enabled', Filter: { Prefix: '0x10' }, Expiration: { ExpiredObjectDeleteMarker: true } },
    { ID: 'whole', Status: 'Enabled', Filter: { Prefix: '' }, ...abort },
    { ID: 'size', Status: 'Enabled', Filter: { ObjectSizeLessThan: 1024 }, Expiration: { Days: 1 } },
  ];
  await put(Rules, 'varies_by_storage_class');
  const read = await get();
  expect(read.Rules).toEqual(Rules);
  expect(read.TransitionDefaultMinimumObjectSize).toBe('varies_by_storage_class');
  expect(aws.world.lifecycle(Bucket).transitionDefaultMinimumObjectSize).toBe('varies_by_storage_class');
});

test('the minimum size falls back when a write leaves it out', async () => {
  await put([{ ID: 'a', Status: 'Enabled', Filter: { Prefix: '' }, ...abort }], 'varies_by_storage_class');
  await put([{ ID: 'a', Status: 'Enabled', Filter: { Prefix: '' }, ...abort }]);
  expect((await get()).TransitionDefaultMinimumObjectSize).toBe('all_storage_classes_128K');
});

test('a rule without an ID gets one, V1 rules keep their Prefix, and deleting ends it', async () => {
  await put([
    { Status: 'Enabled', Prefix: 'a/', ...abort },
    { Status: 'Enabled', Prefix: 'b/', Expiration: { Days: 1 } },
  ]);
  const { Rules = [] } = await get();
  expect(Rules.map((rule) => rule.Prefix)).toEqual(['a/', 'b/']);
  expect(Rules.every((rule) => rule.ID?.length === 48 && rule.Filter === undefined)).toBe(true);
  await s3Client(aws.url).send(new DeleteBucketLifecycleCommand({ Bucket }));
  await expect(get()).rejects.toMatchObject({ name: 'NoSuchLifecycleConfiguration' });
});

const tag = { Key: 'a', Value: 'b' };
const filtered = { ID: 'f', Status: 'Enabled', Filter: { Prefix: '' } } as const;
const rejected: [string, string, RegExp, LifecycleRule[]][] = [
  ['InvalidRequest', 'abort with tag', /with Tags/, [{ ...filtered, Filter: { Tag: tag }, ...abort }]],
  [
    'InvalidRequest',
    'abort with size',
    /with Object Size/,
    [{ ...filtered, Filter: { ObjectSizeLessThan: 1 }, ...abort }],
  ],
  ['MalformedXML', 'no filter, no prefix', /schema/, [{ Status: 'Enabled', ...abort }]],
  ['MalformedXML', 'filter and prefix', /schema/, [{ ...filtered, Prefix: '', ...abort }]],
  ['MalformedXML', 'And of one', /schema/, [{ ...filtered, Filter: { And: { Prefix: 'a' } }, ...abort }]],
  ['MalformedXML', 'no rules', /schema/, []],
  [
    'InvalidRequest',
    'V1 and V2',
    /Lifecycle V2/,
    [
      { Status: 'Enabled', Prefix: 'x', ...abort },
      { ...filtered, ...abort },
    ],
  ],
  [
    'InvalidArgument',
    'one ID twice',
    /unique/,
    [
      { ...filtered, ...abort },
      { ...filtered, Expiration: { Days: 1 } },
    ],
  ],
  ['InvalidArgument', 'a long ID', /255/, [{ ...filtered, ID: 'x'.repeat(256), ...abort }]],
  ['InvalidRequest', 'no action', /At least one action/, [filtered]],
  [
    'InvalidArgument',
    'no midnight',
    /midnight/,
    [{ ...filtered, Expiration: { Date: new Date('2027-01-01T01:00:00Z') } }],
  ],
  [
    'InvalidRequest',
    'too many',
    /1000 rules/,
    Array.from({ length: 1001 }, (_, i) => ({ ...filtered, ID: `${i}`, ...abort })),
  ],
];

test.each(rejected)('answers %s to %s, and writes nothing', async (name, _what, message, rules) => {
  await put([{ ID: 'kept', Status: 'Enabled', Filter: {}, ...abort }]);
  const before = aws.world.lifecycle(Bucket);
  const error = await put(rules).then(
    () => null,
    (cause: Error) => cause,
  );
  expect(error?.name).toBe(name);
  expect(error?.message).toMatch(message);
  expect(aws.world.lifecycle(Bucket)).toEqual(before);
});

test('a body that is not XML, or holds what the schema does not know, is malformed', async () => {
  aws.faults.verifySignatures = false;
  const authorization = 'AWS4-HMAC-SHA256 Credential=AKIASIMULATED0000001/20261123/us-east-1/s3/aws4_request';
  const send = (body: string, headers: Record<string, string> = { 'content-md5': 'x' }) =>
    fetch(`${aws.url}/${Bucket}?lifecycle`, { method: 'PUT', body, headers: { authorization, ...headers } });
  const rule = (inner: string) =>
    `<LifecycleConfiguration>\n <Rule>\n <Filter/> <Status>Enabled</Status>${inner}\n</Rule></LifecycleConfiguration>`;
  const days =
    '<AbortIncompleteMultipartUpload><DaysAfterInitiation> 7 </DaysAfterInitiation></AbortIncompleteMultipartUpload>';
  for (const body of ['', '<a>', rule(`${days}<Unknown/>`), rule(days.replace('7', '7.5')), rule(days + days)]) {
    const answer = await send(body);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<Code>MalformedXML</Code>');
  }
  expect((await send(rule(days), {})).status).toBe(400);
  expect((await send(rule(days))).status).toBe(200);
  expect(aws.world.lifecycle(Bucket).rules[0]).toMatchObject({ Filter: {}, ...abort });
});
