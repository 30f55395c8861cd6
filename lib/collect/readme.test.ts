import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { memberPolicy, readPolicy } from './policy.ts';

const readme = readFileSync(path.resolve(import.meta.dirname, '../../README.md'), 'utf8');

test('the README names the policy that the collectors need', () => {
  expect(readme).toContain(JSON.stringify(readPolicy(), null, 2));
});

test('the README names what finding the accounts of an organization needs', () => {
  expect(readme).toContain(JSON.stringify(memberPolicy(), null, 2));
});
