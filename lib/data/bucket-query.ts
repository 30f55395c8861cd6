import { z } from 'zod';
import { bucketSorts, uploadSorts } from '#lib/store/buckets.ts';
import { oneOf, scopeFields } from './scope-query.ts';

export const bucketsPerPage = 50;
export const uploadsPerPage = 50;

/** PostgreSQL has no text with NUL in it. */
const text = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((typed) => !typed.includes('\0'))
  .optional()
  .catch(undefined);

const bucketQuery = z.object({
  q: text,
  ...scopeFields,
  region: text,
  coverage: z.enum(['none', 'disabled', 'partial', 'full', 'unprotected', 'unknown']).optional().catch(undefined),
  measurement: z.enum(['exact', 'sampled', 'partial', 'denied', 'notScanned', 'unread']).optional().catch(undefined),
  sort: z.enum(bucketSorts).catch('-monthlyUsd'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** What the list of buckets shows, from the URL; what makes no sense there is left out. */
export type BucketQuery = z.infer<typeof bucketQuery>;

export function parseBucketQuery(params: Record<string, string | string[] | undefined>): BucketQuery {
  return oneOf(bucketQuery.parse(params));
}

const uploadQuery = z.object({
  sort: z.enum(uploadSorts).catch('-bytes'),
  cursor: z.string().max(6000).optional().catch(undefined),
});

export type UploadQuery = z.infer<typeof uploadQuery>;

export function parseUploadQuery(params: Record<string, string | string[] | undefined>): UploadQuery {
  return uploadQuery.parse(params);
}
