import { env } from '#lib/env.ts';
import { type CoverageVerdict, coverageOf } from '#lib/lifecycle/coverage.ts';
import { eligibleAt } from '#lib/lifecycle/eligible.ts';
import type { LifecycleConfiguration } from '#lib/lifecycle/rule.ts';
import { monthlyUsd } from '#lib/money/storage-price.ts';
import type { Cut, PlannedCut } from '#lib/store/cut.ts';
import {
  cutActivity,
  keptUploads,
  oldestInitiation,
  type PlannedUploads,
  plannedUploads,
  unsafeDays,
} from '#lib/store/planned-uploads.ts';
import { DAY_MS } from '#lib/waste/age.ts';
import { smallestSafeDays } from './safe-days.ts';

const SHOWN_ACTIVE = 20;

/** What a rule of `days` takes at the next midnight, on top of what the rules before it take. */
export function cutOf({
  bucketId,
  before,
  days,
  now,
}: {
  bucketId: number;
  before: LifecycleConfiguration;
  days: number;
  now: Date;
}): PlannedCut {
  const dueAt = new Date((Math.floor(now.getTime() / DAY_MS) + 1) * DAY_MS);
  const cutoffAt = new Date(dueAt.getTime() - days * DAY_MS);
  // Right after a midnight a rule of one day would take what somebody works on now for left behind.
  const activeFrom = new Date(Math.min(cutoffAt.getTime(), now.getTime() - DAY_MS));
  return { bucketId, dueAt, cutoffAt, activeFrom, covered: coveredBy(coverageOf(before.rules)) };
}

export function coveredBy({ abortAfterDays, prefixes }: CoverageVerdict): Cut['covered'] {
  return abortAfterDays === null ? prefixes : [{ prefix: '', days: abortAfterDays }, ...prefixes];
}

/** The figures of a plan, from the store. */
export async function effectOf({
  cut,
  region,
  days,
  lookedFrom,
}: {
  cut: PlannedCut;
  region: string;
  days: number;
  /** A day ago. Uploads not looked at since count as of unknown activity. */
  lookedFrom: Date;
}) {
  const [planned, activity, unsafe, kept, oldest] = await Promise.all([
    plannedUploads(cut),
    cutActivity(cut, { lookedFrom, sample: SHOWN_ACTIVE }),
    unsafeDays(cut),
    keptUploads(cut, { activeFrom: lookedFrom }),
    oldestInitiation(cut),
  ]);
  const due = oldest && eligibleAt({ initiatedAt: oldest, days });
  return {
    abortsUploads: planned.uploads,
    abortsBytes: planned.bytes,
    unknownSize: planned.unknownSize,
    activeUploads: activity.active,
    activeKeys: activity.sample,
    unknownActivity: activity.unknown,
    smallestSafeDays: smallestSafeDays(unsafe),
    keptUploads: kept.uploads,
    keptActive: kept.active,
    firstEligibleAt: due && new Date(Math.max(due.getTime(), cut.dueAt.getTime())),
    ...savingOf(planned, region),
  };
}

/** USD a month that so many uploads cost, at the first tier's price. */
export function savingOf(
  { byClass }: PlannedUploads,
  region: string,
): { monthlySavingUsd: number; priceFallback: boolean } {
  const override = env().PRICE_PER_GB_MONTH_USD;
  const prices = byClass.map(({ bytes, storageClass }) => monthlyUsd({ bytes, region, storageClass, override }));
  return {
    monthlySavingUsd: prices.reduce((sum, { usd }) => sum + usd, 0),
    priceFallback: prices.some(({ fallback }) => fallback),
  };
}
