import { z } from 'zod';

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
