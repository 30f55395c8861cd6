import { expect, test } from 'vitest';
import { readPolicy } from './policy.ts';
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
