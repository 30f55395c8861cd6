import { expect, test } from 'vitest';
import { titleOf, titleOfMany } from './check-title.ts';

const root = { title: 'Root has no MFA', passedTitle: 'Root has MFA' };

test.each([
  ['pass', 'Root has MFA'],
  ['fail', 'Root has no MFA'],
  ['blind', 'Not known: Root has no MFA'],
] as const)('of one account: %s', (status, title) => {
  expect(titleOf(root, status)).toBe(title);
});

test.each([
  [{ failing: 0, blind: 0, passing: 3 }, 'Root has MFA'],
  [{ failing: 1, blind: 1, passing: 1 }, 'Root has no MFA'],
  [{ failing: 0, blind: 1, passing: 2 }, 'Root has MFA, where it can be seen'],
  [{ failing: 0, blind: 3, passing: 0 }, 'Not known: Root has no MFA'],
])('of several accounts what could not be seen is neither: %o', (counts, title) => {
  expect(titleOfMany(root, counts)).toBe(title);
});
