/** Uploads alike (by age and class), some of which were measured. */
export type Stratum = {
  population: number;
  sampled: number;
  /** Of the sampled uploads: bytes, and bytes squared. */
  sum: number;
  sumOfSquares: number;
};

export type Estimate = { bytes: number; low: number; high: number };

/** Two-sided 95 % quantiles of Student's t for 1 to 10 degrees of freedom; beyond, a close approximation. */
const T95 = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23];

/** The most an upload can hold: 10,000 parts of 5 GiB (S3 User Guide, qfacts). */
const MAX_UPLOAD_BYTES = 10_000 * 5 * 2 ** 30;

/**
 * Total bytes from a stratified sample, with a 95 % range. What was measured is a hard lower bound. A stratum of one or
 * no sample borrows mean and spread from all samples; equal sizes in a small sample are not taken for certainty. Without
 * any sample nothing is known: the range then ends at S3's own limit.
 */
export function estimateTotal(strata: readonly Stratum[]): Estimate {
  const measured = strata.reduce((sum, stratum) => sum + stratum.sum, 0);
  const open = strata.filter((stratum) => stratum.sampled < stratum.population);
  if (open.length === 0) return { bytes: measured, low: measured, high: measured };
  const pooled = pool(strata);
  const unseen = open.reduce((count, stratum) => count + stratum.population - stratum.sampled, 0);
  const ceiling = Math.min(Number.MAX_SAFE_INTEGER, measured + unseen * MAX_UPLOAD_BYTES);
  if (pooled.sampled === 0) return { bytes: 0, low: 0, high: ceiling };

  let total = measured;
  let variance = 0;
  for (const stratum of open) {
    const { population, sampled } = stratum;
    const mean = sampled > 0 ? stratum.sum / sampled : pooled.mean;
    total += (population - sampled) * mean;
    const spread = spreadOf(stratum, pooled);
    variance += population ** 2 * (1 - sampled / population) * (spread / Math.max(1, sampled));
  }
  const freedom = strata.reduce((sum, stratum) => sum + Math.max(0, stratum.sampled - 1), 0);
  const margin = tQuantile(freedom) * Math.sqrt(variance);
  return {
    bytes: Math.round(Math.min(total, ceiling)),
    low: Math.round(Math.max(measured, total - margin)),
    high: Math.round(Math.min(ceiling, total + margin)),
  };
}

type Pooled = { sampled: number; mean: number; variance: number };

function pool(strata: readonly Stratum[]): Pooled {
  const sampled = strata.reduce((sum, stratum) => sum + stratum.sampled, 0);
  const sum = strata.reduce((total, stratum) => total + stratum.sum, 0);
  const squares = strata.reduce((total, stratum) => total + stratum.sumOfSquares, 0);
  return { sampled, mean: sampled > 0 ? sum / sampled : 0, variance: varianceOf(sampled, sum, squares) };
}

/**
 * Variance of one upload's bytes in a stratum, never below (mean ÷ √samples)²: as many equal sizes as there are samples
 * say little about the uploads that were not drawn.
 */
function spreadOf({ sampled, sum, sumOfSquares }: Stratum, pooled: Pooled): number {
  const mean = Math.max(pooled.mean, sampled > 0 ? sum / sampled : 0);
  const floor = mean ** 2 / Math.max(1, sampled);
  const own = sampled > 1 ? varianceOf(sampled, sum, sumOfSquares) : pooled.variance;
  return Math.max(own, floor);
}

function varianceOf(count: number, sum: number, sumOfSquares: number): number {
  return count > 1 ? Math.max(0, (sumOfSquares - sum ** 2 / count) / (count - 1)) : 0;
}

function tQuantile(freedom: number): number {
  return T95[Math.max(1, Math.floor(freedom)) - 1] ?? 1.96 + 2.46 / (freedom - 1);
}
