import { describe, expect, test } from 'vitest';
import { isBudgetOf, partCounted } from './budget-of-account.ts';

const [payer, member] = ['111111111111', '222222222222'];

test.each([
  ['its own', payer, null, payer, true],
  ['of another account', payer, null, member, false],
  ['narrowed to it elsewhere', payer, [member], member, true],
  ['its own, narrowed to itself', payer, [payer, member], payer, true],
  ['its own, narrowed to another account', payer, [member], payer, false],
])('a budget that is %s', (_, ownerId, linkedAccounts, accountId, is) => {
  expect(isBudgetOf(accountId, { ownerId, budget: { linkedAccounts } })).toBe(is);
});

describe('the part of the costs that a budget counts', () => {
  test.each([
    [null, null, null],
    ['linked account is 222222222222', ['222222222222'], null],
    ['linked account is one of 111111111111, 222222222222', [payer, member], null],
    ['not (record type is one of Credit, Refund)', null, null],
    ['linked account is 222222222222 and not (record type is Credit)', [member], null],
    ['service is Amazon CloudFront', null, 'service is Amazon CloudFront'],
    ['linked account is 222222222222 and service is Amazon S3', [member], 'service is Amazon S3'],
    ['tag team is R and D', null, 'tag team is R and D'],
    ['record type is Credit', null, 'record type is Credit'],
    ['linked account (starts with) is 22', null, 'linked account (starts with) is 22'],
    ['not (linked account is 222222222222)', null, 'not (linked account is 222222222222)'],
    [
      'linked account is 222222222222 or service is Amazon S3',
      null,
      'linked account is 222222222222 or service is Amazon S3',
    ],
  ])('%s', (filter, linkedAccounts, part) => {
    expect(partCounted({ filter, linkedAccounts })).toBe(part);
  });
});
