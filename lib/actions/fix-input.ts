import { z } from 'zod';

/** The shape alone: what the values may be is told, in words, by lib/fix. */
export const planInput = z.object({
  accountId: z.string(),
  bucket: z.string(),
  days: z.number(),
  removeExpiredDeleteMarkers: z.boolean(),
});

export const applyInput = planInput.extend({ fingerprint: z.string(), acceptActive: z.boolean() });

export const undoInput = z.object({ fixId: z.string() });

export type PlanInput = z.infer<typeof planInput>;
export type ApplyInput = z.infer<typeof applyInput>;
