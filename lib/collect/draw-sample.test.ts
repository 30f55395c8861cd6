import { expect, test } from 'vitest';
import { drawSample } from './draw-sample.ts';

const stratum = (band: string, uploads: number, storageClass = 'STANDARD', callsEach = 1) => ({
  band,
  storageClass,
  uploads,
  calls: uploads * callsEach,
  made: 0,
});

test('nothing is sampled up to the limit', () => {
  expect(drawSample({ strata: [stratum('under1d', 60), stratum('over90d', 40)], limit: 100, seed: 1 })).toBeNull();
  expect(drawSample({ strata: [], limit: 1, seed: 1 })).toBeNull();
});

test('above it the shares add up to the limit, and small strata are drawn more fully', () => {
  const strata = [stratum('over90d', 900_000), stratum('7to30d', 99_900), stratum('under1d', 100, 'STANDARD_IA')];
  const drawn = drawSample({ strata, limit: 20_000, seed: 7 });
  const expected = strata.map(({ uploads }, index) => uploads * (drawn?.strata[index]?.share ?? 0));
  expect(expected.reduce((sum, count) => sum + count, 0)).toBeCloseTo(20_000, 3);
  expect(expected[2]).toBeGreaterThan(30);
  expect((expected[0] ?? 0) / (expected[1] ?? 1)).toBeGreaterThan(8.5);
});

test('an upload of many parts takes many calls', () => {
  expect(drawSample({ strata: [stratum('over90d', 5_000, 'STANDARD', 4)], limit: 20_000, seed: 1 })).toBeNull();
  const strata = [stratum('over90d', 20_000, 'STANDARD', 10), stratum('1to7d', 10_000)];
  const drawn = drawSample({ strata, limit: 20_000, seed: 1 });
  const calls = strata.map((each, index) => each.calls * (drawn?.strata[index]?.share ?? 0));
  expect(calls.reduce((sum, count) => sum + count, 0)).toBeCloseTo(20_000, 3);
});
