import { expect, test } from 'vitest';
import { maxReadingAgeDays } from './rhythm.ts';

test.each([
  ['0 */6 * * *', 3],
  ['* * * * *', 3],
  ['30 2 * * *', 3],
  ['0 0 */2 * *', 4],
  ['0 6 * * 1-5', 6],
  ['0 6 * * 1', 14],
  ['* * * * 1', 13],
  ['0 0 1 * *', 62],
  ['0 0 1 1 *', 730],
])('readings of %s say something for %i days', (cron, days) => {
  expect(maxReadingAgeDays(cron)).toBe(days);
});
