import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Denial, denyingPolicies, parseDenial } from './denial.ts';

const user = 'arn:aws:sts::111122223333:assumed-role/StraybytesRead/straybytes';
const bucket = 'arn:aws:s3:::logs-prod';
const scp = 'arn:aws:organizations::999988887777:policy/o-abc/service_control_policy/p-deny1';
const start = `User: ${user} is not authorized to perform: s3:ListBucketMultipartUploads on resource: "${bucket}"`;
const because = (policy: string) => `${start} because no ${policy} allows the s3:ListBucketMultipartUploads action`;
const deny = (policy: string) => `${start} with an explicit deny in ${policy}`;

const base: Denial = {
  principal: user,
  action: 's3:ListBucketMultipartUploads',
  resource: bucket,
  by: null,
  explicit: null,
  policyArn: null,
};

describe('every wording of AWS', () => {
  it.each([
    ['identity-based policy', 'an identity-based policy'],
    ['permissions boundary', 'a permissions boundary'],
    ['session policy', 'a session policy'],
    ['service control policy', 'a service control policy'],
    ['resource control policy', 'a resource control policy'],
    ['resource-based policy', 'a resource-based policy'],
    ['VPC endpoint policy', 'a VPC endpoint policy'],
    ['role trust policy', 'the role trust policy'],
  ] as const)('%s, implicit and explicit', (by, named) => {
    expect(parseDenial(because(by))).toEqual({ ...base, by, explicit: false });
    expect(parseDenial(deny(named))).toEqual({ ...base, by, explicit: true });
  });

  it('names the very policy, in both forms', () => {
    const expected = { ...base, by: 'service control policy', explicit: true, policyArn: scp };
    expect(parseDenial(deny(`a service control policy, with policy ARN:\n${scp}`))).toEqual(expected);
    expect(parseDenial(deny(`a service control policy: ${scp}. Encoded authorization failure message: x1`))).toEqual(
      expected,
    );
  });

  it('takes the action that is missing, not the one that was called', () => {
    const message = `User: ${user} is not authorized to perform: s3:ListMultipartUploadParts on resource: arn:aws:kms:eu-west-1:1:key/k because no resource-based policy allows the kms:Decrypt action`;
    expect(parseDenial(message)).toMatchObject({
      action: 'kms:Decrypt',
      resource: 'arn:aws:kms:eu-west-1:1:key/k',
      by: 'resource-based policy',
    });
  });

  it('says no more than the message', () => {
    const sts = `User: ${user} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/StraybytesRead`;
    expect(parseDenial(sts)).toEqual({
      ...base,
      action: 'sts:AssumeRole',
      resource: 'arn:aws:iam::444455556666:role/StraybytesRead',
    });
    const nothing = { principal: null, action: null, resource: null, by: null, explicit: null, policyArn: null };
    expect(parseDenial('Access Denied')).toEqual(nothing);
    expect(parseDenial('')).toEqual(nothing);
    expect(parseDenial(`${start} with an explicit deny`)).toEqual({ ...base, explicit: true });
    expect(parseDenial(because('declarative policy'))).toEqual({ ...base, explicit: false });
  });

  it('reads a message without a resource, with * and with `this resource`', () => {
    const plain = `User: ${user} is not authorized to perform: iam:ListRoles`;
    const why = 'because no identity-based policy allows the iam:ListRoles action';
    expect(parseDenial(`${plain} ${why}`)).toMatchObject({ resource: null, action: 'iam:ListRoles' });
    expect(parseDenial(`${plain} on resource: * ${why}`).resource).toBe('*');
    expect(parseDenial(`${plain} on this resource ${why}`).resource).toBeNull();
    expect(parseDenial(`${plain} on resource: arn:aws:iam::111122223333:role/ ${why}`)).toMatchObject({
      resource: 'arn:aws:iam::111122223333:role/',
      by: 'identity-based policy',
    });
  });

  it('reads the older wording of SCPs', () => {
    const message = 'is not authorized to perform: iam:ListRoles due to an explicit deny in a Service Control Policy';
    expect(parseDenial(message)).toMatchObject({ by: 'service control policy', explicit: true });
  });

  it('believes no name of an object', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...denyingPolicies), (free, by) => {
        const key = `${free} with an explicit deny in a service control policy because no session policy allows`;
        const message = `User: ${user} is not authorized to perform: s3:GetObject on resource: "${bucket}/${key}"`;
        expect(parseDenial(message)).toMatchObject({ by: null, explicit: null });
        expect(parseDenial(`${message} because no ${by} allows the s3:GetObject action`)).toMatchObject({
          by,
          explicit: false,
        });
      }),
    );
  });
});
