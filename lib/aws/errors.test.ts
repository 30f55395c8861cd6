import { describe, expect, test } from 'vitest';
import { failed, toAppError, unreachable } from './errors.ts';

const site = {
  operation: 'ListMultipartUploads',
  accountId: '111122223333',
  region: 'us-east-1',
  bucket: 'logs-prod',
} as const;
const user =
  'User: arn:aws:sts::111122223333:assumed-role/StraybytesRead/s is not authorized to perform: s3:X on resource: "arn:aws:s3:::logs-prod"';

describe('who denies is named with the next step', () => {
  const exempt = 'to exempt this role in the Deny.';
  const deny = (by: string) => `${user} with an explicit deny in ${by}`;
  const lacks = (by: string) => `${user} because no ${by} allows the s3:X action`;
  test.each([
    [
      deny('a service control policy'),
      'service control policy',
      `a service control policy of the organization denies s3:X, and no other policy can allow it. Ask whoever manages the organization's policies ${exempt}`,
    ],
    [
      lacks('service control policy'),
      'no service control policy',
      "no service control policy allows s3:X. Ask whoever manages the organization's policies to allow it in a service control policy at each level above the account",
    ],
    [
      deny('a resource control policy'),
      'resource control policy',
      'a resource control policy of the organization denies',
    ],
    [deny('a resource-based policy'), 'resource-based policy', 'the bucket policy of logs-prod denies s3:X'],
    [
      lacks('resource-based policy'),
      'no resource-based policy',
      'Ask its owner to allow it in the bucket policy of logs-prod.',
    ],
    [
      deny('an identity-based policy'),
      'identity-based policy',
      `a permissions policy of the role StraybytesRead denies s3:X, and no other policy can allow it. Ask an administrator of the account ${exempt}`,
    ],
    [
      deny('a permissions boundary'),
      'permissions boundary',
      'the permissions boundary of the role StraybytesRead denies',
    ],
    [
      lacks('permissions boundary'),
      'no permissions boundary',
      'to allow it in the permissions boundary of the role StraybytesRead.',
    ],
    [
      lacks('session policy'),
      'no session policy',
      'Ask whoever hands out these credentials to allow it in the session policy',
    ],
    [
      lacks('VPC endpoint policy'),
      'no vpc endpoint policy',
      'to allow it in the policy of the VPC endpoint that Straybytes calls AWS through.',
    ],
    [
      lacks('identity-based policy'),
      'no identity-based policy',
      'to allow it in a permissions policy of the role StraybytesRead.',
    ],
    [
      'User is not authorized to perform: kms:Decrypt on this ciphertext',
      'kms key policy',
      'See that its key policy lets this role use it',
    ],
    ['Access Denied', undefined, 'AWS denies s3:ListBucketMultipartUploads and does not say why.'],
  ])('%s', (message, deniedBy, says) => {
    const error = failed(site, { code: 'AccessDenied', message, status: 403 });
    expect(error.code).toBe('denied');
    expect(error.details.deniedBy).toBe(deniedBy);
    expect(error.message).toContain('Cannot read uploads of `logs-prod`: ');
    expect(error.message).toContain(says);
  });
});

test('a role that is missing or does not trust us is told so, not that a policy of it lacks an action', () => {
  const message =
    'User: arn:aws:iam::111122223333:user/hub is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/StraybytesRead';
  const { bucket: _, ...account } = { ...site, operation: 'AssumeRole' as const };
  expect(failed(account, { code: 'AccessDenied', message, status: 403 }).message).toContain(
    'See that the role is there, and that its trust policy names this identity and its external id',
  );
});

test('a bare refusal names the role that was used, where AWS names nobody', () => {
  const principal = 'arn:aws:sts::444455556666:assumed-role/StraybytesRead/straybytes-worker';
  const error = failed({ ...site, principal }, { code: 'AccessDenied', message: 'Access Denied', status: 403 });
  expect(error.message).toContain('a permissions policy of the role StraybytesRead allows it');
  expect(error.details.principal).toBe(principal);
});

test.each([
  ['NoSuchBucket', 404, 'notFound'],
  ['SlowDown', 503, 'throttled'],
  ['NotImplemented', 501, 'unsupported'],
  ['MethodNotAllowed', 405, 'unsupported'],
  ['ExpiredToken', 400, 'denied'],
  ['MalformedXML', 400, 'failed'],
  ['NoSuchLifecycleConfiguration', 404, 'failed'],
] as const)('%s is %s, %s', (code, status, expected) => {
  const error = failed(site, { code, message: '', status });
  expect(error.code).toBe(expected);
  expect(error.details.awsCode).toBe(code);
});

test('a 404 without a reason says that something is gone only of a HEAD', () => {
  const bare = { code: 'NotFound', message: '', status: 404 };
  expect(failed(site, bare).code).toBe('unsupported');
  expect(failed({ ...site, operation: 'HeadBucket' }, bare).code).toBe('notFound');
});

test('no answer names the region and the endpoint', () => {
  const endpoint = 'http://10.0.0.1:9000';
  expect(unreachable({ ...site, endpoint }, { code: 'TimeoutError', message: '', status: 0 }).message).toMatch(
    /http:\/\/10\.0\.0\.1:9000 \(us-east-1\) does not answer in time/,
  );
  const refused = toAppError(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), site);
  expect(refused).toMatchObject({ code: 'unreachable', details: { awsCode: 'ECONNREFUSED', region: 'us-east-1' } });
});
