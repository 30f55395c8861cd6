import type { Measurement } from './upload.ts';

/**
 * What may be said of what buckets hide together: `none` only when every one was read; `noneRead` when nothing was found
 * in those that were; `unknown` when none was read and nothing is known from before.
 */
export type Hidden = 'noBucket' | 'some' | 'none' | 'noneRead' | 'unknown';

/** `atLeast`: something could not be read or listed. `unread`: buckets that were not read whole. */
export function hiddenIn({
  buckets,
  unread,
  bytes,
  atLeast,
}: {
  buckets: number;
  unread: number;
  bytes: number;
  atLeast: boolean;
}): Hidden {
  if (buckets === 0) return 'noBucket';
  if (bytes > 0) return 'some';
  if (unread >= buckets) return 'unknown';
  return atLeast || unread > 0 ? 'noneRead' : 'none';
}

/** Whether anything is known of what an account hides: something of it was read, or it was listed and has no bucket. */
export function isHiddenKnown({
  checkedAt,
  buckets,
  unreadable,
  bytes,
  atLeast,
}: {
  /** When one of its buckets was read last. */
  checkedAt: Date | null;
  buckets: number;
  /** Buckets that were not read whole. */
  unreadable: number;
  bytes: number;
  atLeast: boolean;
}): boolean {
  if (buckets === 0) return !atLeast;
  return checkedAt !== null && hiddenIn({ buckets, unread: unreadable, bytes, atLeast }) !== 'unknown';
}

/** Whether a bucket was read whole, if only by a sample; otherwise its bytes are a lower bound. Null: nobody looked. */
export function isReadWhole(measurement: Measurement | null): boolean {
  return measurement === 'exact' || measurement === 'sampled';
}

/** Bytes by what they say: 0 as a lower bound says nothing. */
export function orUnknown(bytes: number | null, isLeast: boolean): number | null {
  return bytes === 0 && isLeast ? null : bytes;
}

/** Whether a bucket's bytes say anything: none found in a bucket that was not read whole does not mean none. */
export function saysBytes<T extends { bytes: number | null; measurement: Measurement }>(
  bucket: T,
): bucket is T & { bytes: number } {
  return orUnknown(bucket.bytes, !isReadWhole(bucket.measurement)) !== null;
}
