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
  test.each([
    [
      `${user} with an explicit deny in a service control policy`,
      'service control policy',
      'a service control policy of the organization denies',
    ],
    [
      `${user} with an explicit deny in a resource control policy`,
      'resource control policy',
      'a resource control policy of the organization denies',
    ],
    [`${user} with an explicit deny in a resource-based policy`, 'resource-based policy', 'the bucket policy denies'],
    [
      `${user} with an explicit deny in an identity-based policy`,
      'identity-based policy',
      'an identity-based policy denies',
    ],
    [
      `${user} with an explicit deny in a permissions boundary`,
      'permissions boundary',
      'a permissions boundary denies',
    ],
    [
      `${user} because no identity-based policy allows the s3:X action`,
      'no identity-based policy',
      'Add the action to the policy of the role',
    ],
    ['User is not authorized to perform: kms:Decrypt on this ciphertext', 'kms key policy', 'allow kms:Decrypt'],
    ['Access Denied', undefined, 'AWS denies s3:ListBucketMultipartUploads'],
  ])('%s', (message, deniedBy, says) => {
    const error = failed(site, { code: 'AccessDenied', message, status: 403 });
    expect(error.code).toBe('denied');
    expect(error.details.deniedBy).toBe(deniedBy);
    expect(error.message).toContain('Cannot read uploads of `logs-prod`: ');
    expect(error.message).toContain(says);
  });
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
