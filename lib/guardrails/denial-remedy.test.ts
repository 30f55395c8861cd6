import { describe, expect, it } from 'vitest';
import { type Denial, denyingPolicies } from './denial.ts';
import { remedyOf } from './denial-remedy.ts';
import type { PolicyDocument } from './policy-document.ts';

const role = 'arn:aws:iam::111122223333:role/StraybytesRead';
const denial: Denial = {
  principal: 'arn:aws:sts::111122223333:assumed-role/StraybytesRead/straybytes',
  action: 's3:ListBucketMultipartUploads',
  resource: 'arn:aws:s3:::logs-prod',
  by: 'identity-based policy',
  explicit: false,
  policyArn: null,
};
const asked = 's3:ListBucketMultipartUploads';
const of = (statement: object): PolicyDocument => ({ Version: '2012-10-17', Statement: [statement] });

describe('remedyOf', () => {
  it('hands out the statement as our policy declares it', () => {
    const Condition = { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } };
    const policies = [
      of({ Action: [asked, 's3:ListAllMyBuckets'], Resource: '*' }),
      of({ Action: ['kms:Decrypt'], Resource: '*', Condition }),
    ];
    expect(remedyOf({ denial, asked, policies })).toMatchObject({
      where: 'a permissions policy of the role StraybytesRead',
      statement: { Sid: 'Straybytess3ListBucketMultipartUploads', Effect: 'Allow', Action: asked, Resource: '*' },
      exemption: null,
    });
    const decrypt = { ...denial, action: 'kms:Decrypt' };
    expect(remedyOf({ denial: decrypt, asked, policies }).statement).toMatchObject({ Resource: '*', Condition });
  });

  it('names the resource of the message where no policy of ours declares the action', () => {
    expect(remedyOf({ denial, asked }).statement?.Resource).toBe('arn:aws:s3:::logs-prod');
    expect(remedyOf({ denial: { ...denial, resource: null }, asked }).statement?.Resource).toBe('*');
  });

  it.each(denyingPolicies)('no Allow ends a Deny in the %s; an exemption does', (by) => {
    const remedy = remedyOf({ denial: { ...denial, by, explicit: true, policyArn: 'arn:p' }, asked });
    expect(remedy.statement).toBeNull();
    expect(remedy.exemption).toEqual({
      ArnNotLike: { 'aws:PrincipalArn': [role, 'arn:aws:iam::111122223333:role/*/StraybytesRead'] },
    });
    expect(remedy.inWords).toMatch(/^[A-Z].* \(arn:p\) denies s3:ListBucketMultipartUploads, .* Ask .*\.$/);
  });

  it('spares the user that it runs as, by its whole ARN, and nobody that it cannot name', () => {
    const deny: Denial = { ...denial, by: 'identity-based policy', explicit: true };
    const of = (principal: string) => remedyOf({ denial: { ...deny, principal }, asked });
    for (const user of [
      'arn:aws:iam::111122223333:user/straybytes',
      'arn:aws-cn:iam::111122223333:user/ops/straybytes',
    ]) {
      expect(of(user).exemption).toEqual({ ArnNotLike: { 'aws:PrincipalArn': [user] } });
      expect(of(user).inWords).toContain('to exempt this user in the Deny.');
    }
    for (const other of ['arn:aws:iam::111122223333:root', 'arn:aws:iam::111122223333:user/*']) {
      expect(of(other).exemption).toBeNull();
      expect(of(other).inWords).toContain('to take the action out of the Deny.');
    }
    const control = remedyOf({
      denial: { ...denial, by: 'resource control policy', principal: 'arn:aws:iam::111122223333:user/straybytes' },
      asked,
    });
    expect(control.inWords).toContain('and to exempt this user in it.');
  });

  const allowing = denyingPolicies.filter((by) => by !== 'resource control policy');
  it.each(allowing)('a missing Allow in the %s has a statement and a place', (by) => {
    const { statement, where, ask, exemption } = remedyOf({ denial: { ...denial, by }, asked });
    expect(statement).toMatchObject({ Effect: 'Allow', Action: asked });
    expect([where, ask]).not.toContain('');
    expect(exemption).toBeNull();
  });

  it("offers no Allow for a resource control policy: none of one's own can hold any", () => {
    const remedy = remedyOf({ denial: { ...denial, by: 'resource control policy' }, asked });
    expect(remedy).toMatchObject({ statement: null, exemption: { ArnNotLike: {} } });
    expect(remedy.inWords).toContain('cannot hold an Allow: only RCPFullAWSAccess does');
  });

  it('names a person of IAM Identity Center by the account: AWS takes no role without its path', () => {
    const principal = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ann';
    for (const by of ['role trust policy', null] as const) {
      const trust: Denial = { ...denial, by, explicit: null, principal, action: 'sts:AssumeRole' };
      const { statement, inWords } = remedyOf({ denial: trust, asked: 'sts:AssumeRole' });
      expect(statement?.Principal).toEqual({ AWS: '111122223333' });
      expect(inWords).toContain('does not tell the path of its role');
    }
  });

  it.each(['aws', 'aws-cn', 'aws-us-gov'])(
    'every ARN that it hands out is of the partition of who was refused: %s',
    (own) => {
      const principal = `arn:${own}:sts::111122223333:assumed-role/StraybytesRead/straybytes`;
      const resource = `arn:${own}:s3:::logs-prod`;
      const policies = [of({ Action: 'sts:AssumeRole', Resource: `arn:${own}:iam::*:role/StraybytesRead` })];
      const told = denyingPolicies.flatMap((by) =>
        [true, false].flatMap((explicit) =>
          [asked, 'sts:AssumeRole'].map((action) =>
            remedyOf({ denial: { ...denial, principal, resource, by, explicit, action }, asked: action, policies }),
          ),
        ),
      );
      const arns = JSON.stringify(told).match(/arn:aws[a-z-]*:/g);
      expect(new Set(arns)).toEqual(new Set([`arn:${own}:`]));
    },
  );

  it('names the principal where the policy is on a resource', () => {
    const Principal = { AWS: role };
    const onKey: Denial = { ...denial, by: 'resource-based policy', action: 'kms:Decrypt' };
    expect(remedyOf({ denial: onKey, asked }).statement).toMatchObject({ Principal, Resource: '*' });
    const onBucket: Denial = { ...denial, by: 'resource-based policy' };
    const policies = [of({ Action: asked, Resource: '*' })];
    expect(remedyOf({ denial: onBucket, asked, policies }).statement).toMatchObject({
      Principal,
      Resource: 'arn:aws:s3:::logs-prod',
    });
    const trust: Denial = { ...denial, by: 'role trust policy', action: 'sts:AssumeRole' };
    expect(remedyOf({ denial: trust, asked }).statement).toEqual({
      Sid: 'StraybytesstsAssumeRole',
      Effect: 'Allow',
      Principal,
      Action: 'sts:AssumeRole',
    });
    expect(remedyOf({ denial: { ...trust, principal: null }, asked }).statement?.Principal).toEqual({
      AWS: '<ARN of the role of Straybytes>',
    });
    const onParts: Denial = { ...onBucket, resource: 'arn:aws:s3:::logs-prod/a/b.bin' };
    expect(remedyOf({ denial: onParts, asked }).statement?.Resource).toBe('arn:aws:s3:::logs-prod/*');
  });

  it('does not claim to know what AWS does not say', () => {
    const generic: Denial = { ...denial, principal: null, action: null, resource: null, by: null, explicit: null };
    const { inWords, statement, where } = remedyOf({ denial: generic, asked });
    expect(where).toBe('a permissions policy of the identity that Straybytes uses');
    expect(statement).toMatchObject({ Action: asked, Resource: '*' });
    expect(inWords).toContain('does not say why');
    const assume = { ...denial, by: null, explicit: null, action: 'sts:AssumeRole', resource: 'arn:aws:iam::2:role/x' };
    const both = remedyOf({ denial: assume, asked: 'sts:AssumeRole' });
    expect(both.inWords).toContain('its trust policy names this identity and its external id');
    expect(both.inWords).toContain('Where StraybytesRead has a path, put it into the ARN');
    // The role and its trust first: whether the identity may is another question.
    expect(both).toMatchObject({
      where: 'the trust policy of arn:aws:iam::2:role/x',
      statement: { Action: 'sts:AssumeRole', Principal: { AWS: role } },
      identity: { Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::2:role/x' },
    });
    expect(both.statement).toEqual(both.trust);
    const Condition = { StringEquals: { 'sts:ExternalId': 'ours' } };
    const trusted = remedyOf({ denial: assume, asked: 'sts:AssumeRole', externalId: 'ours' });
    expect(trusted.trust).toMatchObject({ Principal: { AWS: role }, Action: 'sts:AssumeRole', Condition });
    expect([both.trust?.Condition, remedyOf({ denial, asked }).trust]).toEqual([undefined, null]);
    const deny = remedyOf({ denial: { ...generic, explicit: true }, asked });
    expect(deny).toMatchObject({ statement: null, exemption: null });
    expect(deny.inWords).toContain('A policy denies s3:ListBucketMultipartUploads');
  });
});
