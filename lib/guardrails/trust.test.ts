import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isManagedByAws, type TrustStatement, trustStatements } from './role.ts';
import { peopleWithoutMfa } from './trust.ts';

const accountId = '111122223333';
const root = `arn:aws:iam::${accountId}:root`;
const vendor = 'arn:aws:iam::999988887777:root';
const allow: TrustStatement = { Effect: 'Allow', Principal: { AWS: root }, Action: 'sts:AssumeRole' };
const of = (...statements: TrustStatement[]) => peopleWithoutMfa({ statements, accountId });
const when = (Condition: TrustStatement['Condition']) => ({ ...allow, Condition });

describe('who counts as a person', () => {
  it.each([
    ['the account', { AWS: root }, [root]],
    ['a bare account', { AWS: accountId }, [accountId]],
    ['a user', { AWS: [`arn:aws:iam::${accountId}:user/x/ana`] }, [`arn:aws:iam::${accountId}:user/x/ana`]],
    ['another account', { AWS: vendor }, [vendor]],
    ['everybody', '*', ['*']],
    ['GovCloud', { AWS: 'arn:aws-us-gov:iam::111122223333:root' }, ['arn:aws-us-gov:iam::111122223333:root']],
  ] as const)('%s', (_, principal, principals) => {
    const Principal = principal === '*' ? '*' : { AWS: [principal.AWS].flat() };
    expect(of({ ...allow, Principal })).toEqual({ principals, ifExists: false });
  });

  it.each([
    ['a service', { Service: 'ec2.amazonaws.com' }],
    ['federation', { Federated: 'arn:aws:iam::111122223333:saml-provider/okta' }],
    ['a role', { AWS: `arn:aws:iam::${accountId}:role/Hub` }],
    ['a session', { AWS: `arn:aws:sts::${accountId}:assumed-role/Hub/x` }],
    ['a deleted user', { AWS: 'AIDAABCDEFGHIJKLMNOPQ' }],
  ])('not %s', (_, Principal) => {
    expect(of({ ...allow, Principal: Principal as Record<string, string> })).toBeNull();
  });

  it('not a program of another account that says an external id; of our own account it may be anybody', () => {
    const Condition = { StringEquals: { 'sts:ExternalId': 'x' } };
    expect(of({ ...allow, Principal: { AWS: vendor }, Condition })).toBeNull();
    expect(of({ ...allow, Principal: { AWS: 'arn:aws:iam::999988887777:user/hub' }, Condition })).toBeNull();
    expect(of({ ...allow, Principal: '*', Condition })).not.toBeNull();
    expect(of({ ...allow, Condition })).not.toBeNull();
  });

  it('not an account of which only roles are let in', () => {
    const roles = `arn:aws:iam::${accountId}:role/ci-*`;
    expect(of(when({ ArnLike: { 'aws:PrincipalArn': [roles] } }))).toBeNull();
    expect(of(when({ ArnLike: { 'aws:PrincipalArn': [roles, `arn:aws:iam::${accountId}:user/*`] } }))).not.toBeNull();
    expect(of(when({ ArnNotLike: { 'aws:PrincipalArn': roles } }))).not.toBeNull();
  });

  it('only where the role may be assumed', () => {
    for (const Action of ['sts:*', '*', 'STS:assume*', ['sts:TagSession', 'sts:AssumeRole']]) {
      expect(of({ ...allow, Action })).not.toBeNull();
    }
    for (const Action of ['sts:TagSession', 'sts:AssumeRoleWithSAML']) expect(of({ ...allow, Action })).toBeNull();
  });
});

describe('what asks for MFA', () => {
  it.each([
    [{ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }],
    [{ Bool: { 'AWS:multifactorauthpresent': [true] } }],
    [{ NumericLessThan: { 'aws:MultiFactorAuthAge': 3600 } }],
    [{ Null: { 'aws:MultiFactorAuthAge': 'false' } }],
    [{ Bool: { 'aws:MultiFactorAuthPresent': 'true' }, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
  ])('%j', (condition) => {
    expect(of(when(condition as TrustStatement['Condition']))).toBeNull();
  });

  it.each([
    [{ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, true],
    [{ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, false],
    [{ Bool: { 'aws:MultiFactorAuthPresent': ['true', 'false'] } }, false],
    [{ Null: { 'aws:MultiFactorAuthPresent': 'false' } }, false],
    [{ NumericLessThanIfExists: { 'aws:MultiFactorAuthAge': '3600' } }, false],
  ])('not %j', (condition, ifExists) => {
    expect(of(when(condition as TrustStatement['Condition']))).toEqual({ principals: [root], ifExists });
  });

  it('a Deny of whoever cannot show it', () => {
    const deny: TrustStatement = { ...allow, Effect: 'Deny', Principal: { AWS: '*' } };
    const ifExists = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
    expect(of(allow, { ...deny, Condition: ifExists })).toBeNull();
    expect(of(allow, { ...deny, Condition: { Null: { 'aws:MultiFactorAuthAge': 'true' } } })).toBeNull();
    const bool = { Bool: { 'aws:MultiFactorAuthPresent': 'false' } };
    expect(of(allow, { ...deny, Condition: bool })).not.toBeNull();
    const narrowed = { ...ifExists, StringEquals: { 'aws:username': 'x' } };
    expect(of(allow, { ...deny, Condition: narrowed })).not.toBeNull();
  });

  it('a Deny of the account counts for everybody of it, and for nobody else', () => {
    const Condition = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
    const user = `arn:aws:iam::${accountId}:user/ana`;
    const deny = (AWS: string | string[]): TrustStatement => ({
      ...allow,
      Effect: 'Deny',
      Principal: { AWS },
      Condition,
    });
    const users = { ...allow, Principal: { AWS: [user, root] } };
    expect(of(allow, deny(root))).toBeNull();
    expect(of(users, deny(root))).toBeNull();
    expect(of(users, deny(accountId))).toBeNull();
    expect(of(users, deny([user]))).toEqual({ principals: [root], ifExists: false });
    expect(of({ ...allow, Principal: { AWS: [root, vendor] } }, deny(root))).toEqual({
      principals: [vendor],
      ifExists: false,
    });
    expect(of({ ...allow, Principal: '*' }, deny(root))).toEqual({ principals: ['*'], ifExists: false });
    const others = { ...deny(root), Principal: undefined, NotPrincipal: { AWS: root } };
    expect(of(allow, JSON.parse(JSON.stringify(others)))).not.toBeNull();
    expect(of(allow, { ...deny(root), Condition: { Bool: Condition.BoolIfExists } })).not.toBeNull();
  });

  it('a Deny without a condition lets nobody in of whom it names', () => {
    const deny = (Principal: TrustStatement['Principal']): TrustStatement => ({ ...allow, Effect: 'Deny', Principal });
    expect(of(allow, deny('*'))).toBeNull();
    expect(of(allow, deny({ AWS: '*' }))).toBeNull();
    expect(of({ ...allow, Principal: '*' }, deny('*'))).toBeNull();
    expect(of(allow, deny({ AWS: root }))).toBeNull();
    expect(of({ ...allow, Principal: { AWS: [root, vendor] } }, deny({ AWS: root }))?.principals).toEqual([vendor]);
    expect(of(allow, deny({ Service: 'ec2.amazonaws.com' }))).not.toBeNull();
    expect(of(allow, { ...deny('*'), Action: 'sts:TagSession' })).not.toBeNull();
    expect(of(allow, { ...deny('*'), Condition: { StringEquals: { 'aws:username': 'x' } } })).not.toBeNull();
  });

  it('one open statement is enough, in whatever order', () => {
    const safe = when({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } });
    fc.assert(
      fc.property(fc.array(fc.constantFrom(safe, allow)), (statements) => {
        expect(of(...statements) !== null).toBe(statements.includes(allow));
      }),
    );
  });
});

describe('roles as IAM answers them', () => {
  it('reads URL-encoded trust policies, of one statement without a list too', () => {
    const encoded = encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: [allow] }));
    expect(trustStatements(encoded)).toEqual([allow]);
    expect(trustStatements(JSON.stringify({ Statement: allow }))).toEqual([allow]);
  });

  it('takes nothing for granted', () => {
    for (const text of [undefined, '', '%', '{', '{"Statement":[{"Effect":"Maybe"}]}', '[]', 'null']) {
      expect(trustStatements(text)).toBeNull();
    }
  });

  it('knows what AWS manages by path and by name', () => {
    expect(isManagedByAws({ name: 'x', path: '/aws-reserved/sso.amazonaws.com/eu-west-1/' })).toBe(true);
    expect(isManagedByAws({ name: 'AWSReservedSSO_x', path: '/' })).toBe(true);
    expect(isManagedByAws({ name: 'MyAWSServiceRole', path: '/team/' })).toBe(false);
  });
});
