import { expect, test } from 'vitest';
import { denialGroups } from './denial-group.ts';
import { type DeniedAction, deniedActionSchema, distinctDenials, toldOnce } from './denied-action.ts';

const of = (change: Partial<DeniedAction>): DeniedAction =>
  deniedActionSchema.parse({
    kind: 'guardrails',
    asked: 'iam:ListRoles',
    action: 'iam:ListRoles',
    by: 'identity-based policy',
    explicit: false,
    policyArn: null,
    resource: null,
    statement: { Sid: 'A', Effect: 'Allow', Action: 'iam:ListRoles', Resource: '*' },
    exemption: null,
    where: 'a permissions policy of the role StraybytesRead',
    ask: 'an administrator of the account',
    problem: 'No identity-based policy allows iam:ListRoles.',
    at: '2026-11-23T12:00:00.000Z',
    ...change,
  });

test('what one policy lacks is one statement with all its actions', () => {
  const summary = of({
    action: 'iam:GetAccountSummary',
    statement: { Sid: 'B', Effect: 'Allow', Action: 'iam:GetAccountSummary', Resource: '*' },
  });
  const [group, ...others] = denialGroups([of({}), summary, of({ buckets: ['b'] })]);
  expect(others).toEqual([]);
  expect(group).toMatchObject({ title: 'Missing in the policy of the role', explicit: false });
  expect(group?.statements).toEqual([
    { Sid: 'Straybytes', Effect: 'Allow', Action: ['iam:GetAccountSummary', 'iam:ListRoles'], Resource: '*' },
  ]);
});

test('who denies stands apart, the role first; a condition is not lost in a common statement', () => {
  const Condition = { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } };
  const kms = of({
    action: 'kms:Decrypt',
    statement: { Sid: 'K', Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Condition },
  });
  const scp = of({ by: 'service control policy', explicit: true, statement: null, exemption: { ArnNotLike: {} } });
  const role = of({ kind: 'role', by: null, explicit: null, identity: { Action: 'sts:AssumeRole' } });
  const groups = denialGroups([scp, of({}), kms, role]);
  expect(groups.map(({ title }) => title)).toEqual([
    'AWS does not say by what',
    'Denied by a service control policy',
    'Missing in the policy of the role',
  ]);
  expect(groups[0]?.identity).toEqual({ Action: 'sts:AssumeRole' });
  expect(groups[1]).toMatchObject({ statements: [], exemption: { ArnNotLike: {} } });
  expect(groups[2]?.statements).toHaveLength(2);
});

test('what two kinds of reading were denied is one entry, as of the last; what differs stays', () => {
  const budgets = { asked: 'budgets:ViewBudget', action: 'budgets:ViewBudget' };
  const later = '2026-11-23T13:00:00.000Z';
  const alike = [of({ ...budgets, kind: 'budgets', at: later }), of({ ...budgets, kind: 'guardrails' })];
  expect(toldOnce([of({}), ...alike])).toEqual([of({}), alike[0]]);
  expect(toldOnce(alike.toReversed())).toEqual([alike[0]]);
  expect(toldOnce(alike)).toHaveLength(distinctDenials(alike).length);
  const others = [of({ by: null }), of({ buckets: ['a'] }), of({ kind: 'role' }), of({ explicit: true })];
  expect(toldOnce([of({}), ...others])).toHaveLength(5);
});
