import { expect, test } from 'vitest';
import { kindsInWords } from './kind-words.ts';

test.each([
  [[], 'everything'],
  [['costs'], 'costs'],
  [['preflight'], 'what can be reached'],
  [['costs', 'budgets'], 'costs and budgets'],
  [['uploads', 'lifecycle', 'costs'], 'incomplete uploads, lifecycle rules and costs'],
])('%j are %s', (kinds, words) => {
  expect(kindsInWords(kinds)).toBe(words);
});
