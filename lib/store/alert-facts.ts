import { breakdownSchema } from '#lib/waste/breakdown.ts';
import type { Measurement } from '#lib/waste/upload.ts';
import { numberOf } from './bucket-row.ts';
import { database } from './database.ts';
import { lowestBytes, lowestOf } from './lowest-bytes.ts';

/** A look at the buckets. USD a month of what could be read. */
export type Look = { snapshotId: string; at: Date; monthlyUsd: number };

type Figures = {
  measurement: Measurement;
  monthlyUsd: number | null;
  bytes: number | null;
  bytesLow: number | null;
  bytesHigh: number | null;
};
type Place = { accountId: string; accountName: string; bucket: string };

export async function newestLook(): Promise<Look | null> {
  return (await looksWhere('true ORDER BY seq DESC LIMIT 1', []))[0] ?? null;
}

/** The looks before a moment, at most so many milliseconds. */
export async function looksBefore({ at, withinMs }: { at: Date; withinMs: number }): Promise<Look[]> {
  return looksWhere('taken_at < $1 AND taken_at >= $2 ORDER BY seq', [at, new Date(at.getTime() - withinMs)]);
}

/** Every bucket whose figures differ between two looks. */
export async function changesBetween({ former, now }: { former: Look; now: Look }) {
  type Row = Place & { isNew: boolean; isGone: boolean; former: Figures | null; now: Figures | null };
  const { rows } = await database().pool.query<Row>(
    `SELECT b.account_id AS "accountId", coalesce(a.name, b.account_id) AS "accountName", b.name AS bucket,
       coalesce(b.created_at > $3, false) AS "isNew", b.gone_at IS NOT NULL AS "isGone",
       ${figuresOf('n')} AS now, ${figuresOf('f')} AS former
     FROM (SELECT * FROM bucket_snapshot WHERE snapshot_id = $1) n
       FULL JOIN (SELECT * FROM bucket_snapshot WHERE snapshot_id = $2) f USING (bucket_id)
       JOIN bucket b ON b.id = bucket_id LEFT JOIN account a ON a.id = b.account_id
     WHERE n.monthly_usd IS DISTINCT FROM f.monthly_usd ORDER BY bucket_id`,
    [now.snapshotId, former.snapshotId, former.at],
  );
  return rows;
}

/**
 * The buckets whose last fix was proved to have taken something away, as a look found them, and the least that each held
 * between the proof and the day of the look; `creator` likely left most of what is there.
 */
export async function fixedBuckets({ snapshotId, at }: Look) {
  type Row = Place & {
    fixId: string;
    bucketId: number;
    held: string | null;
    cleanAt: Date;
    planned: string;
    checkedAt: Date | null;
    breakdown: unknown;
    figures: Figures;
  };
  const { rows } = await database().pool.query<Row>(
    `SELECT f.id AS "fixId", f.bucket_id AS "bucketId", f.held_bytes AS held, f.account_id AS "accountId", coalesce(a.name, f.account_id) AS "accountName",
       f.bucket_name AS bucket, f.clean_at AS "cleanAt", f.planned_bytes AS planned, s.checked_at AS "checkedAt",
       s.breakdown, ${figuresOf('s')} AS figures
     FROM (SELECT DISTINCT ON (bucket_id) * FROM fix WHERE state <> 'failed' AND applied_at IS NOT NULL AND (state <> 'clean' OR planned_uploads > 0)
           ORDER BY bucket_id, applied_at DESC, id DESC) f
       JOIN bucket_snapshot s ON s.snapshot_id = $1 AND s.bucket_id = f.bucket_id
       LEFT JOIN account a ON a.id = f.account_id
     WHERE f.state = 'clean' AND f.clean_at IS NOT NULL ORDER BY f.id`,
    [snapshotId],
  );
  const since = rows.map(({ bucketId, cleanAt }) => ({ bucketId, since: cleanAt }));
  const lowest = await lowestBytes(since, at.toISOString().slice(0, 10));
  return rows.map(({ planned, held, bucketId, breakdown, figures, ...row }) => ({
    ...row,
    ...figures,
    lowestBytes: lowestOf(numberOf(held), lowest.get(bucketId)),
    plannedBytes: Number(planned),
    creator: breakdown === null ? null : (breakdownSchema.parse(breakdown).byCreator[0]?.creator ?? null),
  }));
}

async function looksWhere(condition: string, values: unknown[]): Promise<Look[]> {
  const { rows } = await database().pool.query<{ snapshotId: string; at: Date; usd: string }>(
    `SELECT id AS "snapshotId", taken_at AS at, monthly_usd AS usd FROM snapshot WHERE ${condition}`,
    values,
  );
  return rows.map(({ usd, ...look }) => ({ ...look, monthlyUsd: Number(usd) }));
}

/** Null where that look does not know the bucket. */
function figuresOf(table: string): string {
  return `CASE WHEN ${table}.measurement IS NOT NULL THEN json_build_object('measurement', ${table}.measurement,
    'monthlyUsd', ${table}.monthly_usd, 'bytes', ${table}.bytes, 'bytesLow', ${table}.bytes_low, 'bytesHigh', ${table}.bytes_high) END`;
}
