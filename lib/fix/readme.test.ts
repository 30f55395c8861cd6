import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fixPolicy } from './actions.ts';

const readme = readFileSync(path.resolve(import.meta.dirname, '../../README.md'), 'utf8');

test('the README names the policy that a fix needs', () => {
  expect(readme).toContain(JSON.stringify(fixPolicy(), null, 2));
});
