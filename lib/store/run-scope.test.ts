import { expect, test } from 'vitest';
import { answers, joinScopes } from './run-scope.ts';

const kinds = ['lifecycle', 'uploads'];
const money = (accounts: string[] = []) => ({ kinds: ['budgets', 'costs'], accounts, buckets: [] });
const scope = (accounts: string[] = [], buckets: string[] = []) => ({ kinds, accounts, buckets });

test.each([
  ['all of all', scope(), scope(), true],
  ['one account of all', scope(), scope(['a']), true],
  ['fewer kinds', scope(), { ...scope(), kinds: ['uploads'] }, true],
  ['more kinds', { ...scope(), kinds: ['uploads'] }, scope(), false],
  ['all of one account', scope(['a']), scope(), false],
  ['another account', scope(['a']), scope(['a', 'b']), false],
  ['all of one bucket', scope([], ['a/x']), scope(), false],
  [
    'the budgets of an account that may have been read already',
    money(),
    { ...money(['a']), kinds: ['budgets'] },
    false,
  ],
  ['the budgets of all', money(), { ...money(), kinds: ['budgets'] }, true],
  [
    'the guardrails of an account that may have been read already',
    { ...scope(), kinds: ['guardrails'] },
    { ...scope(['a']), kinds: ['guardrails'] },
    false,
  ],
  ['money that this run does not read', scope(), money(), false],
  ['a bucket that may have been read already', scope(), scope([], ['a/x']), false],
])('whether a run answers a request for %s', (_, run, asked, is) => {
  expect(answers(run, asked)).toBe(is);
});

test('two scopes together', () => {
  expect(joinScopes(scope(['b']), scope(['a'], ['c/x']))).toEqual(scope(['a', 'b'], ['c/x']));
  expect(joinScopes(scope(['b']), scope())).toEqual(scope());
  expect(joinScopes({ ...scope(), kinds: ['uploads'] }, scope(['a']))).toEqual(scope());
});
