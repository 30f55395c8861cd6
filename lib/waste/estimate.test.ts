import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTotal, type Stratum } from './estimate.ts';

function sampleOf(population: readonly number[], sampled: number): Stratum {
  const seen = population.slice(0, sampled);
  return {
    population: population.length,
    sampled,
    sum: seen.reduce((sum, bytes) => sum + bytes, 0),
    sumOfSquares: seen.reduce((sum, bytes) => sum + bytes ** 2, 0),
  };
}

/** A repeatable generator of numbers in [0, 1): mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('an estimate', () => {
  it('of what was measured whole is exact', () => {
    expect(estimateTotal([sampleOf([5, 7, 11], 3), sampleOf([], 0)])).toEqual({ bytes: 23, low: 23, high: 23 });
    expect(estimateTotal([])).toEqual({ bytes: 0, low: 0, high: 0 });
  });

  it.each<[string, Stratum]>([
    ['one sample', sampleOf([100, 100, 100], 1)],
    ['two equal samples', sampleOf(Array(50).fill(100), 2)],
    ['ten equal samples', sampleOf(Array(1000).fill(100), 10)],
  ])('of %s claims no certainty', (_, stratum) => {
    const { bytes, low, high } = estimateTotal([stratum]);
    expect(bytes).toBe(stratum.population * 100);
    expect(high).toBeGreaterThan(bytes * 1.05);
    expect(low).toBeLessThan(bytes * 0.95);
  });

  it('without any sample knows only what S3 allows', () => {
    expect(estimateTotal([{ population: 2, sampled: 0, sum: 0, sumOfSquares: 0 }])).toEqual({
      bytes: 0,
      low: 0,
      high: 2 * 10_000 * 5 * 2 ** 30,
    });
    const { high } = estimateTotal([{ population: 1e6, sampled: 0, sum: 0, sumOfSquares: 0 }]);
    expect(Number.isSafeInteger(high)).toBe(true);
  });

  it('gives a stratum without a sample the mean of the others', () => {
    const { bytes, high } = estimateTotal([sampleOf([10, 30], 2), sampleOf([0, 0, 0], 0)]);
    expect(bytes).toBe(40 + 3 * 20);
    expect(high).toBeGreaterThan(150);
  });

  it('is in order, at least what was measured, and whole bytes', () => {
    const stratum = fc
      .tuple(fc.array(fc.integer({ min: 0, max: 2 ** 40 }), { maxLength: 30 }), fc.nat(30))
      .map(([population, sampled]) => sampleOf(population, Math.min(sampled, population.length)));
    fc.assert(
      fc.property(fc.array(stratum, { maxLength: 6 }), (strata) => {
        const { bytes, low, high } = estimateTotal(strata);
        const measured = strata.reduce((sum, { sum: part }) => sum + part, 0);
        expect(low).toBeLessThanOrEqual(bytes);
        expect(bytes).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(Math.min(measured, bytes));
        for (const figure of [bytes, low, high]) expect(Number.isSafeInteger(figure)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('holds the true total in about 95 of 100 samples, or more', () => {
    const random = randomFrom(7);
    let held = 0;
    for (let round = 0; round < 500; round += 1) {
      const strata = [1e6, 5e7, 2e9].map((typical) =>
        Array.from({ length: 2000 }, () => Math.round(typical * (0.2 + 1.6 * random()))),
      );
      const truth = strata.flat().reduce((sum, bytes) => sum + bytes, 0);
      const { low, high } = estimateTotal(strata.map((population) => sampleOf(population, 60)));
      if (low <= truth && truth <= high) held += 1;
    }
    expect(held / 500).toBeGreaterThan(0.93);
  });
});
