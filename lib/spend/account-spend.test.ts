import { expect, test } from 'vitest';
import { spendByAccount } from './account-spend.ts';

test('costs are summed by account, to the last digit', () => {
  const items = [
    { keys: ['1'], amount: '0.1' },
    { keys: ['2'], amount: '-5' },
    { keys: ['1'], amount: '0.2000000001' },
  ];
  expect([...spendByAccount(items)]).toEqual([
    ['1', '0.3000000001'],
    ['2', '-5'],
  ]);
});
