import type { Coverage } from '#lib/lifecycle/coverage.ts';
import { monthlyUsd } from '#lib/money/storage-price.ts';
import { type BucketFigures, unknownFigures } from '#lib/store/figures.ts';
import type { UploadGroup } from '#lib/store/upload-groups.ts';
import { type Breakdown, emptyBreakdown, joinCreators } from '#lib/waste/breakdown.ts';
import { estimateTotal, type Stratum } from '#lib/waste/estimate.ts';

export type BucketVerdict = { coverage: Coverage | null; abortAfterDays: number | null };

const olderThan7Days = new Set(['7to30d', '30to90d', 'over90d']);

/**
 * A bucket's figures from its uploads in groups. With `sampled`, sizes that were not drawn are estimated by age band and
 * class; otherwise a size that is not known makes the figures partial, and what is known is a lower bound.
 */
export function bucketFigures({
  groups,
  sampled,
  verdict,
  region,
  priceOverride,
  checkedAt,
}: {
  groups: UploadGroup[];
  sampled: boolean;
  verdict: BucketVerdict;
  region: string;
  priceOverride: number | undefined;
  checkedAt: Date;
}): BucketFigures {
  const uploads = total(groups, (group) => group.uploads);
  const refused = total(groups, (group) => group.refused);
  const known = total(groups, (group) => group.known);
  const fresh = total(groups, (group) => group.fresh);
  const estimating = sampled && refused === 0 && fresh < uploads && fresh > 0;
  const whole = fresh === uploads;
  const size = estimating ? estimator(groups) : (some: UploadGroup[]) => total(some, (group) => group.knownBytes);
  const range = estimating ? estimateTotal([...strataOf(groups).values()]) : null;
  const blind = uploads > 0 && known === 0;
  const breakdown = breakdownOfGroups({ groups, size, region, priceOverride });
  const usd = Object.values(breakdown.byClass).reduce((sum, entry) => sum + entry.monthlyUsd, 0);
  const priceFallback = groups.some(
    ({ storageClass }) => monthlyUsd({ bytes: 1, region, storageClass, override: priceOverride }).fallback,
  );
  const value = (bytes: number) => (blind ? null : bytes);
  return {
    uploads,
    bytes: value(range?.bytes ?? size(groups)),
    bytesLow: range?.low ?? null,
    bytesHigh: range?.high ?? null,
    bytesOlderThan7Days: value(size(groups.filter(({ band }) => olderThan7Days.has(band)))),
    oldestInitiatedAt: groups.reduce(
      (oldest: Date | null, group) => (oldest && oldest < group.oldestInitiatedAt ? oldest : group.oldestInitiatedAt),
      null,
    ),
    monthlyUsd: blind ? null : usd,
    priceFallback,
    ...verdict,
    uncoveredBytes: verdict.coverage === null ? null : value(size(groups.filter(({ covered }) => !covered))),
    measurement: whole ? 'exact' : estimating ? 'sampled' : 'partial',
    checkedAt,
    breakdown,
  };
}

/** Figures of a bucket whose uploads may not be read: nothing is known but the rules. */
export function deniedFigures({ verdict, checkedAt }: { verdict: BucketVerdict; checkedAt: Date }): BucketFigures {
  return { ...unknownFigures, ...verdict, measurement: 'denied', checkedAt };
}

function stratumOf({ band, storageClass }: UploadGroup): string {
  return `${band} ${storageClass}`;
}

function strataOf(groups: UploadGroup[]): Map<string, Stratum> {
  const strata = new Map<string, Stratum>();
  for (const group of groups) {
    const stratum = strata.get(stratumOf(group)) ?? { population: 0, sampled: 0, sum: 0, sumOfSquares: 0 };
    stratum.population += group.uploads;
    stratum.sampled += group.fresh;
    stratum.sum += group.freshBytes;
    stratum.sumOfSquares += group.freshSquares;
    strata.set(stratumOf(group), stratum);
  }
  return strata;
}

/** Bytes of some of the groups: what was measured, and for the rest the mean of their stratum, or of all without one. */
function estimator(groups: UploadGroup[]): (some: UploadGroup[]) => number {
  const strata = strataOf(groups);
  const mean = total(groups, (group) => group.freshBytes) / total(groups, (group) => group.fresh);
  const meanOf = (group: UploadGroup) => {
    const stratum = strata.get(stratumOf(group));
    return stratum && stratum.sampled > 0 ? stratum.sum / stratum.sampled : mean;
  };
  return (some) => Math.round(total(some, (group) => group.freshBytes + (group.uploads - group.fresh) * meanOf(group)));
}

function breakdownOfGroups({
  groups,
  size,
  region,
  priceOverride,
}: {
  groups: UploadGroup[];
  size: (some: UploadGroup[]) => number;
  region: string;
  priceOverride: number | undefined;
}): Breakdown {
  const breakdown = emptyBreakdown();
  const share = (some: UploadGroup[]) => ({ uploads: total(some, (group) => group.uploads), bytes: size(some) });
  for (const [band, some] of grouped(groups, (group) => group.band)) breakdown.byAge[band] = share(some);
  for (const [storageClass, some] of grouped(groups, (group) => group.storageClass)) {
    const { uploads, bytes } = share(some);
    const { usd } = monthlyUsd({ bytes, region, storageClass, override: priceOverride });
    breakdown.byClass[storageClass] = { uploads, bytes, monthlyUsd: usd };
  }
  const creators = [...grouped(groups, (group) => `${group.creator} ${group.confidence}`).values()];
  breakdown.byCreator = joinCreators(
    creators.flatMap((some) =>
      some[0] ? [{ creator: some[0].creator, confidence: some[0].confidence, ...share(some) }] : [],
    ),
  );
  breakdown.unknownSize = total(groups, (group) => group.uploads - group.known);
  return breakdown;
}

function total(groups: UploadGroup[], figure: (group: UploadGroup) => number): number {
  return groups.reduce((sum, group) => sum + figure(group), 0);
}

function grouped<K>(groups: UploadGroup[], key: (group: UploadGroup) => K): Map<K, UploadGroup[]> {
  return Map.groupBy(groups, key);
}
