import type { Sample, SizeStratum } from '#lib/store/uploads.ts';

/** Drawn from every stratum at least, so that a rare class or age is not left to chance. */
const LEAST_PER_STRATUM = 30;

/**
 * Which share of each stratum to size when a bucket needs more than `limit` calls; null when it does not. Proportional,
 * with a floor for small strata; the shares together stay within the limit as long as the floors do.
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
  const all = strata.reduce((sum, { uploads }) => sum + uploads, 0);
  if (all <= limit) return null;
  const floors = strata.map(({ uploads }) => Math.min(uploads, LEAST_PER_STRATUM));
  const floored = floors.reduce((sum, floor) => sum + floor, 0);
  const spread = Math.max(0, limit - floored) / Math.max(1, all - floored);
  return {
    seed,
    strata: strata.map(({ band, storageClass, uploads }, index) => {
      const floor = floors[index] ?? 0;
      return { band, storageClass, share: Math.min(1, (floor + (uploads - floor) * spread) / uploads) };
    }),
  };
}
