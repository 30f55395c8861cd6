import { expect, test } from 'vitest';
import { moneyTicks } from './money-ticks.ts';

test.each([
  [0, 0, [0, 0.0025]],
  [0, 19, [0, 5, 10, 15, 20]],
  [0, 4100, [0, 2000, 4000, 6000]],
  [-120, 400, [-200, -100, 0, 100, 200, 300, 400]],
  [-9, 0, [-10, -7.5, -5, -2.5, 0]],
])('from %d to %d', (low, high, ticks) => {
  expect(moneyTicks(low, high)).toEqual(ticks);
});
