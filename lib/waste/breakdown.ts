import { z } from 'zod';
import { monthlyUsd } from '#lib/money/storage-price.ts';
import { ageBand } from './age.ts';
import type { IncompleteUpload } from './upload.ts';

/** Bands of age since initiation: under 1 day, 1–7, 7–30, 30–90, over 90 days. */
export const ageBands = ['under1d', '1to7d', '7to30d', '30to90d', 'over90d'] as const;
export type AgeBand = (typeof ageBands)[number];

const share = z.object({ uploads: z.number(), bytes: z.number() });

/** What a bucket's known incomplete bytes are made of; stored with its snapshot. */
export const breakdownSchema = z.object({
  byAge: z.record(z.enum(ageBands), share),
  byClass: z.record(z.string(), share.extend({ monthlyUsd: z.number() })),
  /** By creator id, largest first. */
  byCreator: z.array(share.extend({ creator: z.string(), confidence: z.enum(['high', 'medium', 'low']) })),
  /** Uploads whose size is not known. */
  unknownSize: z.number(),
});

export type Breakdown = z.infer<typeof breakdownSchema>;

/** The breakdown of a bucket without incomplete uploads. */
export function emptyBreakdown(): Breakdown {
  return {
    byAge: {
      under1d: { uploads: 0, bytes: 0 },
      '1to7d': { uploads: 0, bytes: 0 },
      '7to30d': { uploads: 0, bytes: 0 },
      '30to90d': { uploads: 0, bytes: 0 },
      over90d: { uploads: 0, bytes: 0 },
    },
    byClass: {},
    byCreator: [],
    unknownSize: 0,
  };
}

type Counted = Pick<IncompleteUpload, 'initiatedAt' | 'storageClass' | 'creator' | 'bytes'>;

/**
 * What uploads are made of. An upload of unknown size is counted, with no bytes. A creator's confidence is that of most
 * of its bytes.
 */
export function breakdownOf({
  uploads,
  region,
  now,
  override,
}: {
  uploads: Iterable<Counted>;
  region: string;
  now: Date;
  override?: number | undefined;
}): Breakdown {
  const breakdown = emptyBreakdown();
  const byClass = new Map<string, { uploads: number; bytes: number }>();
  const byCreator = new Map<string, Breakdown['byCreator'][number]>();
  for (const { initiatedAt, storageClass, creator, bytes } of uploads) {
    if (bytes === null) breakdown.unknownSize += 1;
    add(breakdown.byAge[ageBand({ initiatedAt, now })], bytes);
    add(entry(byClass, storageClass, { uploads: 0, bytes: 0 }), bytes);
    const group = `${creator.id}\n${creator.confidence}`;
    add(entry(byCreator, group, { creator: creator.id, confidence: creator.confidence, uploads: 0, bytes: 0 }), bytes);
  }
  breakdown.byClass = Object.fromEntries(
    [...byClass].map(([storageClass, total]) => {
      const { usd } = monthlyUsd({ bytes: total.bytes, region, storageClass, override });
      return [storageClass, { ...total, monthlyUsd: usd }];
    }),
  );
  breakdown.byCreator = joinCreators([...byCreator.values()]);
  return breakdown;
}

/** One entry a creator, largest first, from entries by creator and confidence (as SQL groups them). */
export function joinCreators(entries: readonly Breakdown['byCreator'][number][]): Breakdown['byCreator'] {
  const joined = new Map<string, Breakdown['byCreator'][number]>();
  for (const next of [...entries].sort(larger)) {
    const known = joined.get(next.creator);
    if (!known) joined.set(next.creator, { ...next });
    else {
      known.uploads += next.uploads;
      known.bytes += next.bytes;
    }
  }
  return [...joined.values()].sort(larger);
}

function larger(a: { uploads: number; bytes: number }, b: { uploads: number; bytes: number }): number {
  return b.bytes - a.bytes || b.uploads - a.uploads;
}

function add(total: { uploads: number; bytes: number }, bytes: number | null): void {
  total.uploads += 1;
  total.bytes += bytes ?? 0;
}

function entry<T>(map: Map<string, T>, key: string, fresh: T): T {
  const found = map.get(key) ?? fresh;
  map.set(key, found);
  return found;
}
