import { z } from 'zod';
import { deniedActionSchema } from './denied-action.ts';

/** An action that was tried in an account the last time and not denied. */
export const triedActionSchema = z.object({
  /** The IAM action. */
  action: z.string(),
  /** `unclear`: AWS neither did it nor denied it, as when it asks to slow down. */
  outcome: z.enum(['allowed', 'unclear']),
  /** The bucket it was tried on; null: it concerns the whole account. */
  on: z.string().nullable(),
  /** What was answered, where it is unclear. */
  problem: z.string().nullable(),
  /** ISO 8601. */
  at: z.iso.datetime(),
});
export type TriedAction = z.infer<typeof triedActionSchema>;

/** What is known of the role that fixes. Not to have it is no fault: it is made where somebody opts in. */
export const fixRoleSchema = z.object({
  /** Whether it can be assumed. `own`: the credentials of Straybytes are of this account, and fix by themselves. */
  usable: z.enum(['yes', 'no', 'own', 'unclear']),
  /** Why not, in a sentence with the next step; null where it can. */
  problem: z.string().nullable(),
  /** What denies it, or of its actions that change nothing. */
  denied: z.array(deniedActionSchema),
  tried: z.array(triedActionSchema),
  /** ISO 8601. */
  at: z.iso.datetime(),
});
export type FixRole = z.infer<typeof fixRoleSchema>;
