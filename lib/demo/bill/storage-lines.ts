import { monthlyUsd } from '#lib/money/storage-price.ts';
import type { BucketSpec } from '../world/organization.ts';
import { addAmounts, type BillLine, plainLine } from './bill-line.ts';
import { daysInMonth } from './calendar.ts';
import { nanosOf } from './nano.ts';
import type { SpendPlan } from './spend-plan.ts';
import { type StorageKey, storageKey } from './stray-storage.ts';
import { storageUsageType } from './usage-type.ts';
import type { BillDays } from './workload-lines.ts';

const S3 = 'Amazon Simple Storage Service';
const GIB = 2 ** 30;
/** Objects grow a year by this. */
const OBJECT_GROWTH = 0.28;
/** Share of a bucket's objects that its lifecycle has made colder, where it does. */
const COLD_SHARE = 0.6;

/**
 * S3's storage by account, region and usage type: the objects of each bucket, and on top the parts of incomplete
 * uploads, which have no usage type of their own.
 */
export function storageLines(of: {
  plan: SpendPlan;
  specs: readonly BucketSpec[];
  strays: Map<StorageKey, Float64Array>;
  days: BillDays;
}): BillLine[] {
  const { days } = of;
  const size = days.today - days.firstDay + 1;
  const objects = monthlyObjects(of.plan, of.specs);
  const growth = Math.log(1 + OBJECT_GROWTH) / 365;
  return [...new Set([...objects.keys(), ...of.strays.keys()])].map((key) => {
    const [accountId = '', region = '', usageType = ''] = key.split(' ');
    const monthly = objects.get(key) ?? 0;
    const costs = Float64Array.from({ length: size }, (_, index) => {
      const day = days.firstDay + index;
      return Math.round((monthly * Math.exp(growth * (day - days.birthday))) / daysInMonth(day));
    });
    const strays = of.strays.get(key);
    if (strays) addAmounts(costs, strays);
    const price = monthlyUsd({ bytes: GIB, region, storageClass: 'STANDARD' }).usd;
    const quantity = costs.map((cost) => Math.round(cost / price));
    return plainLine(
      { accountId, service: S3, region, usageType, recordType: 'Usage', unit: 'GB-Mo' },
      costs,
      quantity,
    );
  });
}

/** Billionths a month at birth. */
function monthlyObjects(plan: SpendPlan, specs: readonly BucketSpec[]): Map<StorageKey, number> {
  const sums = new Map<StorageKey, number>();
  for (const { accountId, name, region, lifecycle = [] } of specs) {
    const gib = plan.objectsGib({ name, accountId });
    const coldClass = lifecycle.flatMap(({ Transitions = [] }) => Transitions)[0]?.StorageClass;
    const cold = coldClass === 'STANDARD_IA' || coldClass === 'GLACIER_IR' ? coldClass : null;
    const shares: [string, number][] = cold
      ? [
          ['STANDARD', 1 - COLD_SHARE],
          [cold, COLD_SHARE],
        ]
      : [['STANDARD', 1]];
    for (const [storageClass, share] of shares) {
      const key = storageKey({ accountId, region, usageType: storageUsageType(region, storageClass) });
      const usd = monthlyUsd({ bytes: gib * share * GIB, region, storageClass }).usd;
      sums.set(key, (sums.get(key) ?? 0) + nanosOf(usd));
    }
  }
  return sums;
}
