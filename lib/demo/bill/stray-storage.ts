import { monthlyUsd } from '#lib/money/storage-price.ts';
import { pastFixes } from '../past/past-fixes.ts';
import type { SimulatedBucket } from '../world/bucket.ts';
import type { BucketSpec } from '../world/organization.ts';
import { uploadBytes, uploadOf } from '../world/upload.ts';
import type { World } from '../world/world.ts';
import { dayAt, daysInMonth } from './calendar.ts';
import { nanosOf } from './nano.ts';
import { storageUsageType } from './usage-type.ts';

/** One usage type of one account's S3: `accountId region usageType`. */
export type StorageKey = string;

/** What the parts of incomplete uploads add to the S3 bill: those that are there when a day ends are billed for it. */
export type StrayStorage = {
  /** Keeps what is there when a day after the birth ends; called at each midnight, before the lifecycle runs. */
  close(midnight: number, buckets: Iterable<SimulatedBucket>): void;
  /** Billionths by day from `firstDay` to `today`; today is taken to end as yesterday did. */
  series(days: { firstDay: number; today: number }): Map<StorageKey, Float64Array>;
};

export function storageKey(place: { accountId: string; region: string; usageType: string }): StorageKey {
  return `${place.accountId} ${place.region} ${place.usageType}`;
}

export function strayStorage(of: { world: () => World; specs: readonly BucketSpec[]; bornAt: Date }): StrayStorage {
  const birthday = dayAt(of.bornAt);
  /** Billionths a month, of what was there at the end of each day. */
  const closings = new Map<number, Map<StorageKey, number>>();
  let before: { firstDay: number; series: Map<StorageKey, Float64Array> } | null = null;
  return {
    close: (midnight, buckets) => {
      const closing = new Map<StorageKey, number>();
      for (const bucket of buckets)
        for (const upload of bucket.uploads().all())
          add(closing, stored(bucket, upload.storageClass, uploadBytes(upload)));
      closings.set(dayAt(midnight) - 1, closing);
    },
    series: ({ firstDay, today }) => {
      if (before?.firstDay !== firstDay) before = { firstDay, series: storageBefore({ ...of, firstDay, birthday }) };
      const past = before.series;
      const series = new Map([...past].map(([key, days]) => [key, grown(days, today - firstDay + 1)]));
      const perDay = (monthly: number, day: number) => Math.round(monthly / daysInMonth(day));
      for (const days of series.values())
        for (let day = firstDay; day < birthday; day++) days[day - firstDay] = perDay(days[day - firstDay] ?? 0, day);
      let last = new Map([...past].map(([key, days]) => [key, days.at(-1) ?? 0]));
      for (let day = birthday; day <= today; day++) {
        last = (day < today ? closings.get(day) : undefined) ?? last;
        for (const [key, monthly] of last) {
          const days = series.get(key) ?? new Float64Array(today - firstDay + 1);
          days[day - firstDay] = perDay(monthly, day);
          series.set(key, days);
        }
      }
      return series;
    },
  };
}

/** Before the birth the uploads of the start were there since they were begun, and those that fixes took away besides. */
function storageBefore(of: {
  world: () => World;
  specs: readonly BucketSpec[];
  firstDay: number;
  birthday: number;
}): Map<StorageKey, Float64Array> {
  const { firstDay, birthday } = of;
  const days = birthday - firstDay;
  const changes = new Map<StorageKey, Float64Array>();
  const put = (each: Stored, from: number, until: number) => {
    const found = changes.get(each.key) ?? new Float64Array(days + 1);
    changes.set(each.key, found);
    const [start, end] = [Math.max(0, from - firstDay), Math.min(days, until - firstDay)];
    if (start >= end) return;
    found[start] = (found[start] ?? 0) + each.nanos;
    found[end] = (found[end] ?? 0) - each.nanos;
  };
  for (const spec of of.specs)
    for (const upload of spec.uploads?.() ?? []) {
      const { initiatedAt, storageClass, ...rest } = uploadOf(upload, { initiator: '', nth: 0 });
      put(
        stored(spec, storageClass, uploadBytes({ initiatedAt, storageClass, ...rest })),
        dayAt(initiatedAt),
        birthday,
      );
    }
  const world = of.world();
  for (const fix of pastFixes(world))
    for (const { spec, goneAt } of fix.uploads) {
      const upload = uploadOf(spec, { initiator: '', nth: 0 });
      const bucket = world.bucket(fix.bucket);
      if (bucket)
        put(stored(bucket, upload.storageClass, uploadBytes(upload)), dayAt(upload.initiatedAt), dayAt(goneAt));
    }
  return new Map([...changes].map(([key, change]) => [key, runningSum(change).subarray(0, days)]));
}

type Stored = { key: StorageKey; nanos: number };

function stored(bucket: { accountId: string; region: string }, storageClass: string, bytes: number): Stored {
  const { accountId, region } = bucket;
  const usageType = storageUsageType(region, storageClass);
  return {
    key: storageKey({ accountId, region, usageType }),
    nanos: nanosOf(monthlyUsd({ bytes, region, storageClass }).usd),
  };
}

function add(sums: Map<StorageKey, number>, each: Stored): void {
  sums.set(each.key, (sums.get(each.key) ?? 0) + each.nanos);
}

function runningSum(changes: Float64Array): Float64Array {
  let sum = 0;
  return changes.map((change) => {
    sum += change;
    return sum;
  });
}

function grown(days: Float64Array, length: number): Float64Array {
  const longer = new Float64Array(length);
  longer.set(days.subarray(0, length));
  return longer;
}
