import { DAY_MS } from '#lib/waste/age.ts';
import { type Random, randomOf } from '../random.ts';
import type { UploadSpec } from '../world/upload.ts';
import { type UploadKind, type UploadKindName, uploadKinds } from './upload-kinds.ts';

const MIB = 2 ** 20;
const GIB = 2 ** 30;
const MAX_PARTS = 10_000;

/** What one program has left in a bucket. */
export type UploadPlan = {
  kind: UploadKindName;
  count: number;
  /** Of all of them together; uploads come near it. */
  gib: number;
  /** Ages in days; the first upload is exactly so old. */
  oldest: number;
  newest?: number;
  /** 1 spreads evenly over the time; above 1 most are recent. */
  skew?: number;
  storageClass?: string;
  /** Of these uploads, so many are still being written: their last part came minutes ago. */
  active?: number;
  /** New ones that are left behind each day, on average. */
  perDay?: number;
  /** Set before every key. */
  under?: string;
};

type Place = { seed: string; accountId: string; bucket: string };

/** The uploads of a plan as they stand at `now`. */
export function plannedUploads(plan: UploadPlan, place: Place, now: Date): UploadSpec[] {
  const random = randomOf(place.seed, place.bucket, plan.kind, plan.under ?? '');
  const { newest = 0.3, skew = 1.3, active = 0 } = plan;
  const weights = Array.from({ length: plan.count }, () => random.logNormal(1, uploadKinds[plan.kind].spread));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, index) => {
    const age = index === 0 ? plan.oldest : newest + (plan.oldest - newest) * random.next() ** skew;
    const isActive = index > 0 && index <= active;
    const bytes = (plan.gib * GIB * weight) / total;
    return left(plan, { place, random, bytes, now, ...timing({ plan, random, now, age, isActive }) });
  });
}

/** The uploads that are begun and left on a UTC day, the same whenever asked. */
export function strayUploads(plan: UploadPlan, place: Place, day: Date): UploadSpec[] {
  if (!plan.perDay) return [];
  const random = randomOf(place.seed, place.bucket, plan.kind, 'stray', day.toISOString());
  const isWeekend = day.getUTCDay() % 6 === 0;
  const expected = plan.perDay * (isWeekend ? 0.5 : 1.2) * (0.7 + random.next() * 0.6);
  const count = Math.floor(expected) + (random.next() < expected % 1 ? 1 : 0);
  const dayEnd = new Date(day.getTime() + DAY_MS);
  return Array.from({ length: count }, () => {
    const kind: UploadKind = uploadKinds[plan.kind];
    const initiatedAt = new Date(day.getTime() + kind.hour(random) * 3_600_000);
    // The mean of a log-normal lies above its median.
    const median = ((plan.gib * GIB) / plan.count) * Math.exp(-(kind.spread ** 2) / 2);
    const bytes = Math.min(random.logNormal(median, kind.spread), median * 12);
    return left(plan, { place, random, bytes, now: dayEnd, initiatedAt, isActive: false });
  });
}

function timing(at: { plan: UploadPlan; random: Random; now: Date; age: number; isActive: boolean }) {
  const { plan, random, now, isActive } = at;
  const begun = now.getTime() - at.age * DAY_MS;
  const midnight = Math.floor(begun / DAY_MS) * DAY_MS;
  const atHour = midnight + uploadKinds[plan.kind].hour(random) * 3_600_000;
  const latest = now.getTime() - (plan.newest ?? 0.3) * DAY_MS;
  return { initiatedAt: new Date(at.age === plan.oldest ? begun : Math.min(atHour, latest)), isActive };
}

function left(
  plan: UploadPlan,
  made: { place: Place; random: Random; bytes: number; now: Date; initiatedAt: Date; isActive: boolean },
): UploadSpec {
  const { random, now, initiatedAt, place } = made;
  const kind: UploadKind = uploadKinds[plan.kind];
  const partBytes = Math.max(kind.partMib * MIB, Math.ceil(made.bytes / MAX_PARTS / MIB) * MIB);
  const count = Math.max(1, Math.ceil(made.bytes / partBytes));
  const rest = Math.round(made.bytes) - (count - 1) * partBytes;
  const available = now.getTime() - initiatedAt.getTime() - random.integer(4, 50) * 60_000;
  const fastest = Math.max(1, Math.floor(available / count));
  const everyMs = made.isActive ? fastest : Math.min(kind.pace * 1000 * (0.5 + random.next()), fastest);
  return {
    key: `${plan.under ?? ''}${kind.key(initiatedAt, random)}`,
    initiatedAt,
    storageClass: plan.storageClass ?? 'STANDARD',
    initiator: `arn:aws:${kind.initiator(random).replace('$', place.accountId)}`,
    parts: {
      count,
      partBytes,
      lastBytes: Math.max(1, rest),
      firstAt: new Date(initiatedAt.getTime() + everyMs),
      everyMs: Math.max(1, Math.round(everyMs)),
    },
  };
}
