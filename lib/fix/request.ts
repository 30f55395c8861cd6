import { z } from 'zod';
import { AppError } from '#lib/errors.ts';

/** S3 takes any positive number; ten years is beyond any use and within every clock. */
export const MAX_DAYS = 3650;

export const daysSchema = z
  .int({ error: 'must be a whole number of days' })
  .min(1, { error: 'must be at least 1: S3 aborts no upload sooner than a day after its initiation' })
  .max(MAX_DAYS, { error: `must be at most ${MAX_DAYS}` });

export const fixRequestSchema = z.object({
  accountId: z.string().min(1),
  bucket: z.string().min(1),
  days: daysSchema,
  removeExpiredDeleteMarkers: z.boolean(),
});

/** What a person asks for: which bucket, after how many days, and whether expired delete markers go too. */
export type FixRequest = z.infer<typeof fixRequestSchema>;

/** @throws AppError `invalid` naming every field that is not of the form asked for */
export function parseFixRequest(input: FixRequest): FixRequest {
  const parsed = fixRequestSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new AppError('invalid', `This fix cannot be planned: ${problems.join('; ')}.`);
}
