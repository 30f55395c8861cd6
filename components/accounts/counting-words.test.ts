import { expect, test } from 'vitest';
import { countingWords } from './counting-words.ts';

test('what of an account that is not looked at counts: its bill always, its buckets until the next look', () => {
  expect(countingWords({ buckets: 0 })).toBe(
    'Its hidden bytes and guardrails count nowhere; its bill is still a bill.',
  );
  expect(countingWords({ buckets: 3 })).toMatch(/^Its guardrails count nowhere, and from the next look on nor do/);
});
