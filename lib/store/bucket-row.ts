import { type Breakdown, breakdownSchema } from '#lib/waste/breakdown.ts';
import type { Measurement } from '#lib/waste/upload.ts';
import { type KnownRow, knownColumns, type LastKnown, lastKnownOf } from './last-known.ts';

export type Coverage = 'none' | 'disabled' | 'partial' | 'full';

/** A bucket as one snapshot knows it. Null is "not known", never 0. Bytes, and USD a month. */
export type BucketView = {
  bucketId: number;
  accountId: string;
  accountName: string;
  name: string;
  region: string;
  uploads: number | null;
  bytes: number | null;
  /** Ends of the 95 % range when `measurement` is `sampled`. */
  bytesLow: number | null;
  bytesHigh: number | null;
  bytesOlderThan7Days: number | null;
  oldestInitiatedAt: Date | null;
  monthlyUsd: number | null;
  /** True when a named default price stands in for an unknown region or class. */
  priceFallback: boolean;
  /** Null when the rules could not be read. */
  coverage: Coverage | null;
  abortAfterDays: number | null;
  /** Bytes under keys that no Enabled abort rule covers. */
  uncoveredBytes: number | null;
  measurement: Measurement;
  problem: string | null;
  checkedAt: Date | null;
  breakdown: Breakdown | null;
  /** What was known of it last, where its bytes of now are not known. */
  lastKnown: LastKnown | null;
};

export type BucketRow = KnownRow & {
  bucket_id: number;
  account_id: string;
  account_name: string;
  name: string;
  region: string;
  uploads: number | null;
  bytes: string | null;
  bytes_low: string | null;
  bytes_high: string | null;
  bytes_older_than_7_days: string | null;
  oldest_initiated_at: Date | null;
  monthly_usd: string | null;
  price_fallback: boolean;
  coverage: Coverage | null;
  abort_after_days: number | null;
  uncovered_bytes: string | null;
  measurement: Measurement;
  problem: string | null;
  checked_at: Date | null;
  breakdown: unknown;
};

/** What a BucketRow is read with: `s` is bucket_snapshot, `b` its bucket, `a` its account. */
export const bucketColumns = `s.*, ${knownColumns}, a.name AS account_name`;

export function bucketOfRow(row: BucketRow): BucketView {
  const bytes = numberOf(row.bytes);
  return {
    bucketId: row.bucket_id,
    accountId: row.account_id,
    accountName: row.account_name,
    name: row.name,
    region: row.region,
    uploads: row.uploads,
    bytes,
    bytesLow: numberOf(row.bytes_low),
    bytesHigh: numberOf(row.bytes_high),
    bytesOlderThan7Days: numberOf(row.bytes_older_than_7_days),
    oldestInitiatedAt: row.oldest_initiated_at,
    monthlyUsd: numberOf(row.monthly_usd),
    priceFallback: row.price_fallback,
    coverage: row.coverage,
    abortAfterDays: row.abort_after_days,
    uncoveredBytes: numberOf(row.uncovered_bytes),
    measurement: row.measurement,
    problem: row.problem,
    checkedAt: row.checked_at,
    breakdown: row.breakdown === null ? null : breakdownSchema.parse(row.breakdown),
    lastKnown: lastKnownOf({ bytes, measurement: row.measurement }, row),
  };
}

/** PostgreSQL answers bigint and numeric as text; figures here stay far below 2^53. */
export function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text);
}
