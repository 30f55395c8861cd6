import { z } from 'zod';

/** Of the person's own, through IAM Identity Center; left out: Straybytes' own role makes the calls. */
export const permissionSetInput = z.string().min(1).max(64).optional();

/** The shape alone: what the values may be is told, in words, by lib/fix. */
export const planInput = z.object({
  accountId: z.string(),
  bucket: z.string(),
  days: z.number(),
  removeExpiredDeleteMarkers: z.boolean(),
  permissionSet: permissionSetInput,
});

export const applyInput = planInput.extend({ fingerprint: z.string(), acceptActive: z.boolean() });

export const undoInput = z.object({ fixId: z.string(), permissionSet: permissionSetInput });

export type PlanInput = z.infer<typeof planInput>;
export type ApplyInput = z.infer<typeof applyInput>;
export type UndoInput = z.infer<typeof undoInput>;
