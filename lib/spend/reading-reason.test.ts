import { expect, test } from 'vitest';
import { reasonUnder } from './reading-reason.ts';

test.each([
  ['Not enabled yet', 'Cannot read the costs of account 111122223333: not enabled yet: open it once.', 'Open it once.'],
  ['Not allowed', 'Cannot read the costs of account 111122223333: AWS denies it.', 'AWS denies it.'],
  ['Not enabled yet', 'not enabled yet', 'not enabled yet'],
  ['Not allowed', null, null],
])('under “%s”, %s is told as %s', (title, problem, told) => {
  expect(reasonUnder(title, problem)).toBe(told);
});
