import { expect, test } from 'vitest';
import { budget } from './budget.test-support.ts';
import { budgetsRead } from './budgets-read.ts';

const own = budget();

test.each([
  ['those that were read', { state: 'ok', data: { budgets: [own] } }, [own]],
  ['none, where AWS says so', { state: 'none', data: null }, []],
  ['not known, where nobody understands the answer', { state: 'ok', data: { budgets: 'many' } }, null],
  ['not known, where only former ones are kept', { state: 'throttled', data: { budgets: [own] } }, null],
] as const)('the budgets that were read are %s', (_, reading, budgets) => {
  expect(budgetsRead(reading)).toEqual(budgets);
});
