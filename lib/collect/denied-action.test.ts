import { expect, test } from 'vitest';
import { AppError } from '#lib/errors.ts';
import { deniedActionOf } from './denied-action.ts';
import { readPolicy } from './policy.ts';

const at = new Date('2026-11-23T12:00:00Z');
const role = 'arn:aws:sts::111122223333:assumed-role/StraybytesRead/straybytes-worker';
const of = (details: Record<string, string>, code: 'denied' | 'failed' = 'denied') =>
  deniedActionOf({ error: new AppError(code, 'No.', details), kind: 'uploads', at, policies: [readPolicy()] });

test('a missing Allow comes with the statement of our own policy', () => {
  const awsMessage = `User: ${role} is not authorized to perform: kms:Decrypt on resource: "arn:aws:kms:us-east-1:111122223333:key/1" because no identity-based policy allows the kms:Decrypt action`;
  expect(of({ operation: 'ListParts', awsCode: 'AccessDenied', awsMessage })).toMatchObject({
    kind: 'uploads',
    asked: 's3:ListMultipartUploadParts',
    action: 'kms:Decrypt',
    by: 'identity-based policy',
    statement: { Action: 'kms:Decrypt', Condition: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } } },
    at: at.toISOString(),
  });
});

test.each(['permissions boundary', 'service control policy', 'identity-based policy', 'VPC endpoint policy'])(
  'buckets that no %s lets us list come with all of S3 that is read after it',
  (by) => {
    const awsMessage = `User: ${role} is not authorized to perform: s3:ListAllMyBuckets because no ${by} allows the s3:ListAllMyBuckets action`;
    const denied = of({ operation: 'ListBuckets', awsCode: 'AccessDenied', awsMessage });
    expect(denied).toMatchObject({ action: 's3:ListAllMyBuckets', by });
    const ours = readPolicy().Statement.find(({ Sid }) => Sid === 'StraybytesRead')?.Action ?? [];
    expect(ours).toContain('s3:ListBucketMultipartUploads');
    expect(denied?.statement).toMatchObject({ Effect: 'Allow', Action: ours, Resource: '*' });
  },
);

test('a credential report that may not be made comes with its reading, which is only asked for behind it', () => {
  const action = 'iam:GenerateCredentialReport';
  const awsMessage = `User: ${role} is not authorized to perform: ${action} on resource: * because no identity-based policy allows the ${action} action`;
  const denied = of({ operation: 'GenerateCredentialReport', awsCode: 'AccessDenied', awsMessage });
  expect(denied).toMatchObject({ action, asked: action });
  expect(denied?.statement).toEqual({
    Sid: 'StraybytesCredentialReport',
    Effect: 'Allow',
    Action: [action, 'iam:GetCredentialReport'],
    Resource: '*',
  });
});

test('a Deny of the listing has no statement, and another missing action of S3 its own alone', () => {
  const deny = `User: ${role} is not authorized to perform: s3:ListAllMyBuckets with an explicit deny in a service control policy`;
  expect(of({ operation: 'ListBuckets', awsCode: 'AccessDenied', awsMessage: deny })?.statement).toBeNull();
  const one = `User: ${role} is not authorized to perform: s3:ListBucketMultipartUploads because no permissions boundary allows the s3:ListBucketMultipartUploads action`;
  expect(of({ operation: 'ListMultipartUploads', awsCode: 'AccessDenied', awsMessage: one })?.statement).toMatchObject({
    Action: 's3:ListBucketMultipartUploads',
  });
});

test('a refused role is one of the account, whatever was read', () => {
  const details = {
    operation: 'AssumeRole',
    awsCode: 'AccessDenied',
    reason: 'credentials',
    awsMessage: 'Access denied',
  };
  expect(of(details)).toMatchObject({ kind: 'role', action: 'sts:AssumeRole', by: null });
});

test('what is no denial of an action is none', () => {
  expect(of({ operation: 'ListBuckets', awsCode: 'ExpiredToken', reason: 'credentials' })).toBeNull();
  expect(of({ operation: 'GetCostAndUsage', awsCode: 'AccessDeniedException', reason: 'notEnabled' })).toBeNull();
  expect(of({ operation: 'ListBuckets', awsCode: 'AllAccessDisabled' })).toBeNull();
  expect(of({ operation: 'ListBuckets', awsCode: 'InternalError' }, 'failed')).toBeNull();
});

test('a bare refusal names the role that was used', () => {
  const details = { operation: 'ListBuckets', awsCode: 'AccessDenied', awsMessage: 'Access Denied', principal: role };
  expect(of(details)).toMatchObject({ by: null, where: 'a permissions policy of the role StraybytesRead' });
});
