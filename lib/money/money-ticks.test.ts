import { expect, test } from 'vitest';
import { moneyTicks } from './money-ticks.ts';

test.each([
  [0, 0, [0, 0.002]],
  [0, 19, [0, 5, 10, 15, 20]],
  [0, 4300, [0, 1000, 2000, 3000, 4000, 5000]],
  [-1200, 4300, [-2000, -1000, 0, 1000, 2000, 3000, 4000, 5000]],
  [-9, 0, [-10, -8, -6, -4, -2, 0]],
])('from %d to %d', (low, high, ticks) => {
  expect(moneyTicks(low, high)).toEqual(ticks);
});
