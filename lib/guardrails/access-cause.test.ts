import { expect, test } from 'vitest';
import { accessCauses } from './access-cause.ts';
import type { AccountState } from './account-state.ts';
import { type DeniedAction, deniedActionSchema } from './denied-action.ts';

type Change = Partial<DeniedAction>;

function denial(change: Change = {}): DeniedAction {
  return deniedActionSchema.parse({
    kind: 'uploads',
    asked: 's3:ListAllMyBuckets',
    action: 's3:ListAllMyBuckets',
    by: 'service control policy',
    explicit: true,
    policyArn: null,
    resource: null,
    statement: null,
    exemption: null,
    where: 'a service control policy at each level above the account',
    ask: "whoever manages the organization's policies",
    problem: '',
    at: '2026-11-23T12:00:00.000Z',
    ...change,
  });
}

function account(number: number, seen: AccountState, denied: DeniedAction[] = [], change: Record<string, string> = {}) {
  return { accountId: idOf(number), name: `a${number}`, seen, denied, problem: null, unread: null, ...change };
}

const idOf = (number: number) => String(100_000_000_000 + number);

/** As a refusal in that account leaves it, which names its role. */
function spared(number: number, change: Change = {}): DeniedAction {
  const role = (path: string) => `arn:aws-us-gov:iam::${idOf(number)}:role/${path}StraybytesRead`;
  return denial({ exemption: { ArnNotLike: { 'aws:PrincipalArn': [role(''), role('*/')] } }, ...change });
}

test('who denies the same in many accounts is one cause, with one condition for all of them', () => {
  const causes = accessCauses([
    account(2, 'denied', [spared(2)]),
    account(1, 'denied', [spared(1), spared(1, { action: 'iam:ListRoles' })]),
    account(3, 'seen', [spared(3)]),
    account(4, 'left', [spared(4)]),
  ]);
  expect(causes).toHaveLength(1);
  expect(causes[0]).toMatchObject({
    title: 'Denied by a service control policy',
    accounts: [{ name: 'a1' }, { name: 'a2' }],
    actions: [
      { action: 's3:ListAllMyBuckets', accounts: 2 },
      { action: 'iam:ListRoles', accounts: 1 },
    ],
    statements: [],
  });
  const spares = [1, 2].flatMap((number) => [
    `arn:aws-us-gov:iam::${idOf(number)}:role/*/StraybytesRead`,
    `arn:aws-us-gov:iam::${idOf(number)}:role/StraybytesRead`,
  ]);
  expect(causes[0]?.exemption).toEqual({ ArnNotLike: { 'aws:PrincipalArn': spares } });
  expect(causes[0]?.next).toMatch(
    /Ask whoever manages the organization's policies to exempt Straybytes in the Deny\.$/,
  );
});

test('twenty accounts are named in the condition; more are spared by the name of the role, which it says to protect', () => {
  const hit = (count: number, change: Change = {}) =>
    accessCauses(Array.from({ length: count }, (_, index) => account(index, 'denied', [spared(index, change)])))[0];
  const named = hit(20);
  expect(JSON.stringify(named?.exemption).match(/:role\/StraybytesRead/g)).toHaveLength(20);
  expect(JSON.stringify(named?.exemption)).not.toContain('::*:');
  expect(JSON.stringify(named?.exemption, null, 2).length).toBeLessThan(3_000);
  const many = hit(21);
  expect(many?.exemption).toEqual({
    ArnNotLike: {
      'aws:PrincipalArn': ['arn:aws-us-gov:iam::*:role/*/StraybytesRead', 'arn:aws-us-gov:iam::*:role/StraybytesRead'],
    },
  });
  expect(many?.next).toContain('see that nobody else may make a role of that name');
  expect(named?.next).not.toContain('of that name');
  // Who is denied sts:AssumeRole is of the account of the server, and is named however many it cannot enter.
  const hub = { ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::999999999999:user/straybytes'] } };
  expect(hit(21, { kind: 'role', exemption: hub })?.exemption).toEqual(hub);
});

test('where foreign principals are asked about too, each role is spared by its own account', () => {
  for (const by of ['resource control policy', 'VPC endpoint policy', 'resource-based policy']) {
    const [cause] = accessCauses([
      account(1, 'denied', [spared(1, { by })]),
      account(2, 'denied', [spared(2, { by })]),
    ]);
    const said = JSON.stringify(cause?.exemption);
    expect(said).toContain(`:iam::${idOf(1)}:role/StraybytesRead`);
    expect(said).toContain(`:iam::${idOf(2)}:role/StraybytesRead`);
    expect(said).not.toContain('::*:');
  }
});

test('a role that cannot be assumed is one cause wherever it is; what was denied before it says nothing', () => {
  const role = (number: number) =>
    denial({
      kind: 'role',
      action: 'sts:AssumeRole',
      by: null,
      explicit: null,
      statement: {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::999999999999:role/Hub' },
        Action: 'sts:AssumeRole',
      },
      where: `the trust policy of arn:aws:iam::${idOf(number)}:role/StraybytesRead`,
    });
  const causes = accessCauses([
    account(1, 'unreachable', [role(1), spared(1)]),
    account(2, 'unreachable', [role(2)]),
    account(3, 'denied', [denial({ policyArn: 'arn:p' })]),
  ]);
  expect(causes.map(({ isRole, accounts }) => [isRole, accounts.length])).toEqual([
    [true, 2],
    [false, 1],
  ]);
  expect(causes[0]).toMatchObject({
    title: 'AWS does not say why',
    where: 'the trust policy of the role StraybytesRead',
  });
  expect(causes[0]?.statements).toHaveLength(1);
  expect(causes[0]?.next).toContain('as a StackSet in all of them at once');
});

test('an account with several causes stands in each, and what was missing is one statement', () => {
  const lacks = (action: string, change: Change = {}) =>
    denial({
      action,
      by: 'identity-based policy',
      explicit: false,
      where: 'a permissions policy of the role StraybytesRead',
      ask: 'an administrator of the account',
      statement: { Sid: action, Effect: 'Allow', Action: action, Resource: '*' },
      ...change,
    });
  const causes = accessCauses([
    account(1, 'denied', [lacks('iam:ListRoles'), denial()]),
    account(2, 'denied', [lacks('iam:ListUsers')]),
  ]);
  expect(causes.map(({ accounts }) => accounts.map(({ name }) => name))).toEqual([['a1', 'a2'], ['a1']]);
  expect(causes[0]?.statements).toEqual([
    { Sid: 'Straybytes', Effect: 'Allow', Action: ['iam:ListRoles', 'iam:ListUsers'], Resource: '*' },
  ]);
  expect(causes[0]?.next).toBe(
    'Ask an administrator of each account to allow it in a permissions policy of the role StraybytesRead.',
  );
});

test('a statement that names a bucket or a role of its account is not told of others', () => {
  const of = (bucket: string) =>
    denial({
      by: 'resource-based policy',
      explicit: false,
      where: `the bucket policy of ${bucket}`,
      ask: 'its owner',
      statement: { Effect: 'Allow', Action: 's3:ListBucketMultipartUploads', Resource: `arn:aws-cn:s3:::${bucket}` },
    });
  const [cause, ...others] = accessCauses([account(1, 'denied', [of('x')]), account(2, 'denied', [of('y')])]);
  expect(others).toEqual([]);
  expect(cause).toMatchObject({ differs: true, statements: [], where: 'the policy of each of these buckets' });
  expect(cause?.next).toContain('Ask the owner of each bucket or key');
  const [alone] = accessCauses([account(1, 'denied', [of('x')])]);
  expect(alone).toMatchObject({ differs: false, statements: [{ Resource: 'arn:aws-cn:s3:::x' }] });
});

test('what nothing denies is told by its reason, without whose it is', () => {
  const slow = (number: number) => ({
    problem: `Cannot list the buckets of account ${idOf(number)}: AWS asks to slow down. Collect again later.`,
  });
  const causes = accessCauses([
    account(1, 'unlisted', [], slow(1)),
    account(2, 'unlisted', [], slow(2)),
    account(3, 'partly', [], { unread: 'Cannot read uploads of `b`: https://s3.test does not answer in time.' }),
  ]);
  expect(causes.map(({ title, next, accounts }) => [title, next, accounts.length])).toEqual([
    ['Buckets could not be listed', 'AWS asks to slow down. Collect again later.', 2],
    ['Buckets could not be read whole', 'https://s3.test does not answer in time.', 1],
  ]);
});

test('an account with a denial and another trouble stands under both, and under a denial told again but once', () => {
  const slow = 'AWS asks to slow down. Collect again later.';
  const told = 'a service control policy of the organization denies s3:ListAllMyBuckets. Ask whoever manages it.';
  const reading = denial({ action: 'kms:Decrypt', asked: 's3:ListMultipartUploadParts', by: 'resource-based policy' });
  const stands = (one: ReturnType<typeof account>) => accessCauses([one]).map(({ title, next }) => [title, next]);
  const listing = (problem: string, change = {}) => ({
    problem: `Cannot list the buckets of account ${idOf(1)}: ${problem}`,
    ...change,
  });
  expect(stands(account(1, 'denied', [reading], listing(slow)))).toEqual([
    [expect.stringMatching(/^Denied by a bucket or key policy/), expect.anything()],
    ['Buckets could not be listed', slow],
  ]);
  expect(stands(account(1, 'denied', [denial()], listing(told)))).toHaveLength(1);
  const unread = `Cannot read uploads of \`b\`: ${slow}`;
  expect(stands(account(1, 'denied', [denial()], listing(told, { unread })))).toEqual([
    [expect.stringMatching(/^Denied/), expect.anything()],
    ['Buckets could not be read whole', slow],
  ]);
  const locked = 'Cannot read parts of `b`: no identity-based policy allows kms:Decrypt with the KMS key.';
  expect(stands(account(1, 'denied', [reading], { unread: locked }))).toHaveLength(1);
  // Where its role cannot be used, all else is of before.
  const role = denial({ kind: 'role', asked: 'sts:AssumeRole', action: 'sts:AssumeRole' });
  expect(stands(account(1, 'unreachable', [role], { unread }))).toHaveLength(1);
});
