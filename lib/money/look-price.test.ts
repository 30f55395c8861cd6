import { expect, it } from 'vitest';
import { lookUsd } from './look-price.ts';

it.each([
  [0, 0, 0],
  [1_000_000, 0, 5.4],
  [0, 1_000_000, 5],
  [100, 10_000, 0.05054],
])('a look at %i buckets with %i incomplete uploads costs about %f USD', (buckets, uploads, usd) => {
  expect(lookUsd({ buckets, uploads })).toBeCloseTo(usd, 6);
});
