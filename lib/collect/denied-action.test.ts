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
