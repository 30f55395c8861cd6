import { expect, it } from 'vitest';
import { maskWords } from './mask-words.ts';

it.each([
  ['', 'nothing masked'],
  ['amounts', 'amounts in per cent'],
  ['accounts,amounts', 'accounts as aliases, amounts in per cent'],
  ['accounts,buckets,amounts', 'accounts and bucket names as aliases, amounts in per cent'],
  ['accounts:hide,buckets:hide,amounts:hide', 'accounts, bucket names, amounts left out'],
  ['accounts:hide,buckets:hide', 'accounts and bucket names left out'],
  ['accounts:hide,buckets,amounts:hide', 'bucket names as aliases, accounts and amounts left out'],
])('says of %j "%s"', (mask, words) => {
  expect(maskWords(mask)).toBe(words);
});
