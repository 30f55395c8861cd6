import { expect, test } from 'vitest';
import { formatWhen } from './date.ts';

const now = new Date('2026-11-23T20:30:00Z');

test.each([
  ['2026-11-23T14:05:00Z', '14:05 UTC'],
  ['2026-11-22T23:59:00Z', '22 Nov'],
  ['2025-11-23T14:05:00Z', '23 Nov'],
])('%s is told as %s', (at, told) => {
  expect(formatWhen(new Date(at), now)).toBe(told);
});
