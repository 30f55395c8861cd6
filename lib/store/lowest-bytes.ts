import { database } from './database.ts';

/**
 * The least that buckets held on the days from a moment of each to a day (exclusive), in so far as it was seen exactly: a
 * sample may be too low. A bucket of no such day is not among them.
 * @param before YYYY-MM-DD, UTC
 */
export async function lowestBytes(
  buckets: readonly { bucketId: number; since: Date }[],
  before: string,
): Promise<Map<number, number>> {
  if (buckets.length === 0) return new Map();
  const { rows } = await database().pool.query<{ bucketId: number; bytes: string }>(
    `select b.id as "bucketId", min(d.bytes) as bytes from unnest($1::int[], $2::timestamptz[]) as b(id, since)
     join bucket_day d on d.bucket_id = b.id and d.day >= (b.since at time zone 'UTC')::date and d.day < $3::date
     where d.measurement = 'exact' and d.bytes is not null group by b.id`,
    [buckets.map(({ bucketId }) => bucketId), buckets.map(({ since }) => since), before],
  );
  return new Map(rows.map(({ bucketId, bytes }) => [bucketId, Number(bytes)]));
}

/** The lower of what was held at the proof and since; null: neither is known. */
export function lowestOf(heldBytes: number | null, since: number | undefined): number | null {
  if (since === undefined) return heldBytes;
  return heldBytes === null ? since : Math.min(heldBytes, since);
}
