import { z } from 'zod';

/** Why a part of an account could not be seen. `by` is what denies it, in AWS's words; null where AWS does not say. */
export const blindSchema = z.object({ action: z.string(), by: z.string().nullable(), problem: z.string() });
export type Blind = z.infer<typeof blindSchema>;

/** A part of an account as it was read at `at` (ISO 8601, UTC), or why it could not be. */
export function part<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('state', [
    z.object({ state: z.literal('known'), at: z.iso.datetime(), value }),
    z.object({ state: z.literal('blind'), at: z.iso.datetime(), ...blindSchema.shape }),
  ]);
}

export type Known<T> = { state: 'known'; at: string; value: T };
export type Part<T> = Known<T> | ({ state: 'blind'; at: string } & Blind);
