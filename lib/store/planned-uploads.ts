import { activeAt, type Cut, cutValues, ofCut, type PlannedCut, withDoomed } from './cut.ts';
import { database } from './database.ts';

export type PlannedUploads = {
  uploads: number;
  /** Known bytes. */
  bytes: number;
  byClass: { storageClass: string; uploads: number; bytes: number }[];
  unknownSize: number;
};

/** The uploads of a cut as the store knows them now. */
export async function plannedUploads(cut: Cut): Promise<PlannedUploads> {
  const { rows } = await database().pool.query<{
    storage_class: string;
    uploads: number;
    bytes: string;
    unknown: number;
  }>(
    `${withDoomed} SELECT u.storage_class, count(*)::int AS uploads, coalesce(sum(u.bytes), 0) AS bytes,
       (count(*) FILTER (WHERE u.bytes IS NULL))::int AS unknown
     FROM upload u WHERE ${ofCut} GROUP BY 1 ORDER BY 1`,
    cutValues(cut),
  );
  const byClass = rows.map((row) => ({
    storageClass: row.storage_class,
    uploads: row.uploads,
    bytes: Number(row.bytes),
  }));
  return {
    uploads: byClass.reduce((sum, row) => sum + row.uploads, 0),
    bytes: byClass.reduce((sum, row) => sum + row.bytes, 0),
    byClass,
    unknownSize: rows.reduce((sum, row) => sum + row.unknown, 0),
  };
}

export type ActiveUpload = { key: string; initiatedAt: Date; lastPartAt: Date | null; bytes: number | null };

export type CutActivity = {
  /** Somebody worked on them after `activeFrom`. */
  active: number;
  /** The first of these, the last worked on first. */
  sample: ActiveUpload[];
  /** Not looked at since `lookedFrom`, so that parts may have come unseen. */
  unknown: number;
};

/** Which uploads of a cut somebody is still working on. */
export async function cutActivity(
  cut: PlannedCut,
  { lookedFrom, sample }: { lookedFrom: Date; sample: number },
): Promise<CutActivity> {
  const { pool } = database();
  const [counted, listed] = await Promise.all([
    pool.query<{ active: number; unknown: number }>(
      `${withDoomed} SELECT (count(*) FILTER (WHERE ${activeAt} > $7))::int AS active,
         (count(*) FILTER (WHERE ${activeAt} <= $7 AND (u.size_checked_at IS NULL OR u.size_checked_at < $6)))::int AS unknown
       FROM upload u WHERE ${ofCut}`,
      [...cutValues(cut), lookedFrom, cut.activeFrom],
    ),
    pool.query<{ key: string; initiated_at: Date; last_part_at: Date | null; bytes: string | null }>(
      `${withDoomed} SELECT u.key, u.initiated_at, u.last_part_at, u.bytes FROM upload u
       WHERE ${ofCut} AND ${activeAt} > $7 ORDER BY ${activeAt} DESC, u.key LIMIT $6`,
      [...cutValues(cut), sample, cut.activeFrom],
    ),
  ]);
  return {
    active: counted.rows[0]?.active ?? 0,
    unknown: counted.rows[0]?.unknown ?? 0,
    sample: listed.rows.map((row) => ({
      key: row.key,
      initiatedAt: row.initiated_at,
      lastPartAt: row.last_part_at,
      bytes: row.bytes === null ? null : Number(row.bytes),
    })),
  };
}

/** A few uploads of a cut, the oldest first. */
export async function oldestOf(cut: Cut, limit: number): Promise<{ key: string; uploadId: string }[]> {
  const { rows } = await database().pool.query<{ key: string; uploadId: string }>(
    `${withDoomed} SELECT u.key, u.upload_id AS "uploadId" FROM upload u WHERE ${ofCut}
     ORDER BY u.initiated_at, u.key, u.upload_id LIMIT $6`,
    [...cutValues(cut), limit],
  );
  return rows;
}

/**
 * Numbers of days at which a rule would abort an active upload, as inclusive ranges, one per distinct pair of ages. Active
 * is a part within that many days before `dueAt`, or after this cut's `activeFrom`: a shorter rule cuts more, not less.
 */
export async function unsafeDays(cut: PlannedCut): Promise<{ from: number; to: number }[]> {
  const { rows } = await database().pool.query<{ from: number; to: number }>(
    `${withDoomed} SELECT * FROM (SELECT DISTINCT
       CASE WHEN ${activeAt} > $6 THEN 1 ELSE floor(extract(epoch FROM $7::timestamptz - ${activeAt}) / 86400)::int + 1 END AS "from",
       floor(extract(epoch FROM $7::timestamptz - u.initiated_at) / 86400)::int AS "to"
     FROM upload u WHERE ${ofCut}) ages WHERE "from" <= "to"`,
    [...cutValues({ ...cut, cutoffAt: cut.dueAt }), cut.activeFrom, cut.dueAt],
  );
  return rows;
}

/** When the bucket's first upload was initiated that no rule there aborts by `dueAt` anyway; null without any. */
export async function oldestInitiation(cut: Cut): Promise<Date | null> {
  const { rows } = await database().pool.query<{ oldest: Date | null }>(
    `${withDoomed} SELECT min(u.initiated_at) AS oldest FROM upload u WHERE ${ofCut}`,
    cutValues({ ...cut, cutoffAt: cut.dueAt }),
  );
  return rows[0]?.oldest ?? null;
}

/** Uploads initiated after `cutoffAt`, which a rule leaves alone for now; how many, and how many had a part (or began) since. */
export async function keptUploads(
  { bucketId, cutoffAt }: Cut,
  { activeFrom }: { activeFrom: Date },
): Promise<{ uploads: number; active: number }> {
  const { rows } = await database().pool.query<{ uploads: number; active: number }>(
    `SELECT count(*)::int AS uploads, (count(*) FILTER (WHERE ${activeAt} >= $3))::int AS active
     FROM upload u WHERE u.bucket_id = $1 AND u.initiated_at > $2`,
    [bucketId, cutoffAt, activeFrom],
  );
  return rows[0] ?? { uploads: 0, active: 0 };
}

/** Uploads of a bucket initiated at or before a time, whatever rules say. */
export async function uploadsBefore(bucketId: number, before: Date): Promise<number> {
  const { rows } = await database().pool.query<{ uploads: number }>(
    'SELECT count(*)::int AS uploads FROM upload WHERE bucket_id = $1 AND initiated_at <= $2',
    [bucketId, before],
  );
  return rows[0]?.uploads ?? 0;
}
