import { expect, test } from 'vitest';
import { failed } from './errors.ts';
import type { Operation } from './operations.ts';

const site = (operation: Operation) => ({ operation, accountId: '111122223333', region: 'us-east-1' });

test.each([
  [
    'GetCostAndUsage',
    'AccessDeniedException',
    'User not enabled for cost explorer access',
    'denied',
    'notEnabled',
    /not enabled yet: open/,
  ],
  [
    'GetCostAndUsage',
    'AccessDeniedException',
    "Linked account doesn't have access to cost explorer",
    'denied',
    undefined,
    /management account does not let/,
  ],
  [
    'GetCostForecast',
    'AccessDeniedException',
    'User: x is not authorized to perform: ce:GetCostForecast because no identity-based policy allows the action',
    'denied',
    undefined,
    /no identity-based policy allows ce:GetCostForecast/,
  ],
  ['GetCostForecast', 'DataUnavailableException', '', 'notFound', 'noData', /no data yet/],
  [
    'GetCostAndUsage',
    'BillExpirationException',
    'The requested report expired.',
    'notFound',
    'expired',
    /no longer available/,
  ],
  ['GetCostAndUsage', 'LimitExceededException', 'You made too many calls', 'throttled', undefined, /slow down/],
  ['GetCostAndUsage', 'NotJsonAnswer', '', 'unsupported', 'notJson', /does not support GetCostAndUsage/],
  ['GetCostAndUsage', 'SyntaxError', 'Unexpected token', 'unsupported', 'notJson', /not one of Cost Explorer/],
  ['DescribeBudgets', 'UnknownOperationException', '', 'unsupported', undefined, /does not support DescribeBudgets/],
  ['DescribeBudget', 'NotFoundException', 'no such budget', 'notFound', undefined, /no such budget/],
  ['CreateBudget', 'DuplicateRecordException', '', 'conflict', undefined, /another one of this name/],
  [
    'CreateBudget',
    'CreationLimitExceededException',
    'You have reached 20000 budgets',
    'refused',
    'awsLimit',
    /20000 budgets/,
  ],
  ['CreateBudget', 'InvalidParameterException', 'Address is invalid', 'invalid', undefined, /Address is invalid/],
  ['ListBuckets', 'InvalidParameterException', '', 'failed', undefined, /InvalidParameterException/],
] as const)('%s: %s %s', (operation, code, message, expected, reason, says) => {
  const error = failed(site(operation), { code, message, status: 400 });
  expect(error.code).toBe(expected);
  expect(error.details.reason).toBe(reason);
  expect(error.message).toMatch(says);
});

test('a budget is named with its account', () => {
  const error = failed(
    { ...site('CreateBudget'), budget: 'daily' },
    { code: 'DuplicateRecordException', message: '', status: 400 },
  );
  expect(error.message).toBe(
    'Cannot create the budget `daily` of account 111122223333: another one of this name exists. Choose another name.',
  );
});
