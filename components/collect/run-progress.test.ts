import { expect, test } from 'vitest';
import { progressWords } from './run-progress.ts';

const progress = { done: 1, total: 2 };

test.each([
  [[], '1 of 2 buckets'],
  [[{ kind: 'uploads', status: 'pending' }], '1 of 2 buckets'],
  [
    [
      { kind: 'preflight', status: 'done' },
      { kind: 'guardrails', status: 'pending' },
    ],
    'accounts checked · guardrails to be read',
  ],
  [
    [
      { kind: 'lifecycle', status: 'pending' },
      { kind: 'preflight', status: 'pending' },
      { kind: 'costs', status: 'done' },
    ],
    '1 of 2 buckets · accounts to be checked · 1 of 1 parts of the bill',
  ],
])('of %o: %s', (kinds, words) => {
  expect(progressWords({ progress, kinds })).toBe(words);
});
