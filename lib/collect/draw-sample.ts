import type { Sample, SizeStratum } from '#lib/store/uploads.ts';

/** Drawn from every stratum at least, so that a rare class or age is not left to chance. */
const LEAST_PER_STRATUM = 30;

/**
 * Which share of each stratum to size when a bucket needs more than `limit` calls; null when it does not. Proportional,
 * with a floor for small strata; the calls for the shares stay within the limit as long as those for the floors do.
 */
export function drawSample({
  strata,
  limit,
  seed,
}: {
  strata: SizeStratum[];
  limit: number;
  seed: number;
}): Sample | null {
  const all = total(strata.map(({ calls }) => calls));
  if (all <= limit) return null;
  const floors = strata.map(({ uploads }) => Math.min(1, LEAST_PER_STRATUM / uploads));
  const floored = total(strata.map(({ calls }, index) => calls * (floors[index] ?? 0)));
  const spread = Math.max(0, limit - floored) / Math.max(1, all - floored);
  return {
    seed,
    strata: strata.map(({ band, storageClass }, index) => {
      const floor = floors[index] ?? 0;
      return { band, storageClass, share: Math.min(1, floor + (1 - floor) * spread) };
    }),
  };
}

function total(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
