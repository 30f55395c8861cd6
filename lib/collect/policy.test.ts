import { afterEach, expect, test } from 'vitest';
import { resetEnv } from '#lib/env.ts';
import { memberPolicy, readPolicy } from './policy.ts';
import { collectors } from './registry.ts';

test('the read policy allows what the collectors declare, and nothing that changes anything', () => {
  const actions = readPolicy().Statement.flatMap(({ Action }) => Action);
  for (const action of collectors.flatMap((collector) => collector.actions)) expect(actions).toContain(action);
  for (const action of actions)
    expect(action).toMatch(
      /^(s3|ce|iam|account):(Get|List)|^iam:GenerateCredentialReport$|^budgets:ViewBudget$|^kms:Decrypt$/,
    );
  expect(actions).not.toContain('s3:GetObject');
});

afterEach(() => setUp({ ORGANIZATION: '', MEMBER_ACCOUNTS: '', READ_ROLE_NAME: '' }));

function setUp(environment: Record<string, string>): void {
  for (const [name, value] of Object.entries(environment)) {
    if (value === '') delete process.env[name];
    else process.env[name] = value;
  }
  resetEnv();
}

test('what the own identity needs names the roles of this server and the accounts it was told', () => {
  setUp({ MEMBER_ACCOUNTS: '444455556666:media', READ_ROLE_NAME: 'FinOpsRead' });
  const whole = memberPolicy('aws-cn');
  expect(whole?.Statement[0]?.Action).toContain('organizations:ListAccounts');
  expect(whole?.Statement[1]?.Resource).toEqual([
    'arn:aws-cn:iam::*:role/FinOpsRead',
    'arn:aws-cn:iam::*:role/StraybytesFix',
  ]);
  setUp({ ORGANIZATION: 'off' });
  expect(memberPolicy()?.Statement).toEqual([
    {
      Sid: 'StraybytesMembers',
      Effect: 'Allow',
      Action: ['sts:AssumeRole'],
      Resource: ['arn:aws:iam::444455556666:role/FinOpsRead', 'arn:aws:iam::444455556666:role/StraybytesFix'],
    },
  ]);
  setUp({ MEMBER_ACCOUNTS: '' });
  expect(memberPolicy()).toBeNull();
});

test('in China the key of an upload is used by a service of either name', () => {
  const names = (partition?: string) =>
    readPolicy(partition).Statement.flatMap(({ Condition }) => Condition?.StringLike?.['kms:ViaService'] ?? []);
  expect(names('aws-cn')).toEqual(['s3.*.amazonaws.com', 's3.*.amazonaws.com.cn']);
  for (const partition of ['aws', 'aws-us-gov', undefined]) expect(names(partition)).toEqual(['s3.*.amazonaws.com']);
});
