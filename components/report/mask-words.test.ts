import { expect, it } from 'vitest';
import { maskWords } from './mask-words.ts';

it.each([
  ['', 'nothing masked'],
  ['accounts,amounts', 'accounts and amounts as aliases'],
  ['accounts,buckets,amounts', 'accounts, bucket names, amounts as aliases'],
  ['accounts:hide,buckets:hide', 'accounts and bucket names left out'],
  ['accounts:hide,buckets,amounts:hide', 'bucket names as aliases, accounts and amounts left out'],
])('says of %j "%s"', (mask, words) => {
  expect(maskWords(mask)).toBe(words);
});
