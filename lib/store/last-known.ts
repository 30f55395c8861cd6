import type pg from 'pg';
import { saysBytes } from '#lib/waste/hidden.ts';
import type { Measurement } from '#lib/waste/upload.ts';

/** Figures of then, told where those of now are not known; they count in no total. Bytes, and USD a month. */
export type LastKnown = {
  uploads: number;
  bytes: number;
  monthlyUsd: number;
  /** Something could not be read then either, so that they are lower bounds. */
  atLeast: boolean;
  /** When they were read; of several buckets, of the one that was read longest ago. */
  at: Date;
};

/** On `b` (bucket) beside `s` (bucket_snapshot): the bucket's figures of then. */
export const knownColumns = `b.known_uploads, b.known_bytes, b.known_monthly_usd, b.known_at_least, b.known_at`;

export type KnownRow = {
  known_uploads: number | null;
  known_bytes: string | null;
  known_monthly_usd: string | null;
  known_at_least: boolean;
  known_at: Date | null;
};

/** On `s` (bucket_snapshot): its figures say nothing (lib/waste/hidden.ts); true also where there is no row. */
export const SAYS_NOTHING = `(s.bytes is null or (s.bytes = 0 and s.measurement not in ('exact', 'sampled')))`;

/** Null where the figures of now are known, or none ever were. */
export function lastKnownOf(now: { bytes: number | null; measurement: Measurement }, row: KnownRow): LastKnown | null {
  const { known_bytes: bytes, known_at: at } = row;
  if (saysBytes(now) || bytes === null || at === null) return null;
  return {
    uploads: row.known_uploads ?? 0,
    bytes: Number(bytes),
    monthlyUsd: Number(row.known_monthly_usd ?? 0),
    atLeast: row.known_at_least,
    at,
  };
}

/** Keeps what a new snapshot knows of its buckets; what it does not know stays as it was known before. */
export async function keepKnown(client: pg.PoolClient, snapshotId: string): Promise<void> {
  await client.query(
    `update bucket b set known_uploads = s.uploads, known_bytes = s.bytes, known_monthly_usd = s.monthly_usd, known_at = s.checked_at,
       known_at_least = s.measurement not in ('exact', 'sampled')
     from bucket_snapshot s where s.snapshot_id = $1 and s.bucket_id = b.id and not ${SAYS_NOTHING}
       and s.checked_at is not null and s.checked_at is distinct from b.known_at`,
    [snapshotId],
  );
}
