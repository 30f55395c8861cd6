import { z } from 'zod';
import { breakdownSchema } from '#lib/waste/breakdown.ts';

const date = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (value) => value.toISOString(),
});

/** A bucket's figures between its own end and its run's publication. Bytes and USD a month; null: not known. */
export const figuresSchema = z.object({
  uploads: z.number().nullable(),
  bytes: z.number().nullable(),
  bytesLow: z.number().nullable(),
  bytesHigh: z.number().nullable(),
  bytesOlderThan7Days: z.number().nullable(),
  oldestInitiatedAt: date.nullable(),
  monthlyUsd: z.number().nullable(),
  priceFallback: z.boolean(),
  coverage: z.enum(['none', 'disabled', 'partial', 'full']).nullable(),
  abortAfterDays: z.number().nullable(),
  uncoveredBytes: z.number().nullable(),
  measurement: z.enum(['exact', 'sampled', 'partial', 'denied', 'notScanned']),
  checkedAt: date.nullable(),
  breakdown: breakdownSchema.nullable(),
});

export type BucketFigures = z.infer<typeof figuresSchema>;

/** Figures of a bucket that was never read, or could not be. */
export const unknownFigures: BucketFigures = {
  uploads: null,
  bytes: null,
  bytesLow: null,
  bytesHigh: null,
  bytesOlderThan7Days: null,
  oldestInitiatedAt: null,
  monthlyUsd: null,
  priceFallback: false,
  coverage: null,
  abortAfterDays: null,
  uncoveredBytes: null,
  measurement: 'notScanned',
  checkedAt: null,
  breakdown: null,
};
