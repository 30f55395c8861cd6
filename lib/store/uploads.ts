import { LOCKED_DAYS, QUIET_DAYS, RECHECK_DAYS } from '#lib/waste/recheck.ts';
import type { Creator } from '#lib/waste/upload.ts';
import { database } from './database.ts';
import { type BucketWork, HELD, LeaseLost, RENEWED, SOON } from './run-buckets.ts';

export type SeenUpload = {
  key: string;
  uploadId: string;
  initiatedAt: Date;
  initiator: string | null;
  storageClass: string;
  creator: Creator;
};

export type UploadId = { key: string; uploadId: string };

/**
 * Which uploads must be sized in a run, as lib/waste/recheck.ts says it. $2 is the run's beginning; it is also the stamp
 * of what the run has sized, so that a resumed run knows its own work. A later stamp is of a plan that looked meanwhile.
 */
export const NEEDS_SIZE = `(size_checked_at is null or size_checked_at < $2
  and (size_checked_at - greatest(last_part_at, initiated_at) < interval '${QUIET_DAYS} days'
    or $2 - size_checked_at >= interval '${RECHECK_DAYS} days'))`;

/** Which of these are asked for, as lib/waste/recheck.ts says it; `named` is the parameter that tells of a named bucket. */
export function mayAsk(named: string): string {
  return `(size_locked_at is null or ${named} or $2 - size_locked_at >= interval '${LOCKED_DAYS} days')`;
}

/**
 * Which uploads a run asks the size of: those that need it, and those that a key locks for our role, though a person who
 * looked as themself told their size: only asking says whether it is locked still.
 */
function asksFor(named: string): string {
  return `(${NEEDS_SIZE} or size_locked_at is not null and size_checked_at < $2) and ${mayAsk(named)}`;
}

/** Age bands of lib/waste/age.ts at the moment $2. */
export const BAND = `case when $2 - initiated_at < interval '1 day' then 'under1d' when $2 - initiated_at < interval '7 days' then '1to7d'
  when $2 - initiated_at < interval '30 days' then '7to30d' when $2 - initiated_at < interval '90 days' then '30to90d' else 'over90d' end`;

/**
 * Stores one page of a bucket's listing and moves its markers, in one statement.
 * @throws LeaseLost when somebody else moved the markers
 */
export async function storePage({
  work,
  runSeq,
  uploads,
  next,
}: {
  work: BucketWork;
  runSeq: number;
  uploads: SeenUpload[];
  /** Where the next page begins; null after the last page. */
  next: { keyMarker: string; uploadIdMarker: string | null } | null;
}): Promise<void> {
  const rows = [...new Map(uploads.map((upload) => [`${upload.key}\0${upload.uploadId}`, upload])).values()];
  if (rows.length > 0) {
    // After the last page the markers stay: the phase ends with endListing, which a killed worker may not have reached.
    const marker = next ?? work;
    const { rows: held } = await database().pool.query<{ held: number }>(
      `with held as (
         update run_bucket set key_marker = $13, upload_id_marker = $14, listed = greatest(listed, $4), ${RENEWED}
         where ${HELD} and phase = 'list' and key_marker is not distinct from $15 and upload_id_marker is not distinct from $16
         returning bucket_id),
       stored as (
         insert into upload (bucket_id, key, upload_id, initiated_at, initiator, storage_class, creator, creator_confidence, seen_run)
         select held.bucket_id, t.*, $5::int from held, unnest($6::text[], $7::text[], $8::timestamptz[], $9::text[], $10::text[], $11::text[], $12::text[]) as t
         on conflict (bucket_id, key, upload_id) do update set seen_run = excluded.seen_run)
       select count(*)::int as held, ${SOON} from held`,
      [
        work.runId,
        work.bucketId,
        work.owner,
        work.listed + rows.length,
        runSeq,
        rows.map((row) => row.key),
        rows.map((row) => row.uploadId),
        rows.map((row) => row.initiatedAt.toISOString()),
        rows.map((row) => row.initiator),
        rows.map((row) => row.storageClass),
        rows.map((row) => row.creator.id),
        rows.map((row) => row.creator.confidence),
        marker.keyMarker,
        marker.uploadIdMarker,
        work.keyMarker,
        work.uploadIdMarker,
      ],
    );
    if (held[0]?.held !== 1) throw new LeaseLost();
    const { keyMarker, uploadIdMarker } = marker;
    Object.assign(work, { keyMarker, uploadIdMarker, listed: work.listed + rows.length });
  }
  if (!next) await endListing({ work, runSeq });
}

/** What a complete listing did not see is over. @throws LeaseLost */
async function endListing({ work, runSeq }: { work: BucketWork; runSeq: number }): Promise<void> {
  const { rows } = await database().pool.query<{ held: number }>(
    `with held as (
       update run_bucket set phase = 'parts', key_marker = null, upload_id_marker = null, ${RENEWED}
       where ${HELD} and phase = 'list' returning bucket_id),
     ended as (delete from upload using held where upload.bucket_id = held.bucket_id and seen_run <> $4)
     select count(*)::int as held, ${SOON} from held`,
    [work.runId, work.bucketId, work.owner, runSeq],
  );
  if (rows[0]?.held !== 1) throw new LeaseLost();
  Object.assign(work, { phase: 'parts', keyMarker: null, uploadIdMarker: null });
}

/** A stratum of uploads that need a size: their age band and storage class. */
export type SizeStratum = {
  band: string;
  storageClass: string;
  uploads: number;
  /** Calls to size them all, judged by the parts that were known before this run; one each where none were. */
  calls: number;
  /** Calls this run has made for them already. */
  made: number;
};

/** ListParts tells of so many parts at a time. */
const PARTS_PER_CALL = 1_000;
/** An upload has 10,000 parts at most. */
export const MOST_CALLS_PER_UPLOAD = 10;
const CALLS = `greatest(1, ceil(parts / ${PARTS_PER_CALL}.0))`;

/** Calls that telling of so many parts took. */
export function callsFor(parts: number): number {
  return Math.max(1, Math.ceil(parts / PARTS_PER_CALL));
}

/**
 * How many uploads of a bucket this run must size, by stratum; those it has already sized are counted too, so that a
 * resumed run comes to the same sample.
 */
export async function sizeStrata({
  bucketId,
  startedAt,
  named,
}: {
  bucketId: number;
  startedAt: Date;
  /** The run was asked to look at this bucket: what a key locked is asked for too. */
  named: boolean;
}): Promise<SizeStratum[]> {
  const { rows } = await database().pool.query<SizeStratum>(
    `select ${BAND} as band, storage_class as "storageClass", count(*)::int as uploads,
       (count(*) * coalesce(avg(${CALLS}) filter (where size_checked_at < $2), 1))::float8 as calls,
       coalesce(sum(${CALLS}) filter (where size_checked_at = $2), 0)::float8 as made
     from upload where bucket_id = $1 and (size_checked_at >= $2 or size_locked_at >= $2 or (${asksFor('$3::boolean')}))
     group by 1, 2 order by 1, 2`,
    [bucketId, startedAt, named],
  );
  return rows;
}

/** Of each stratum, the share to draw; without an entry nothing of it is drawn. */
export type Sample = { seed: number; strata: { band: string; storageClass: string; share: number }[] };

/**
 * The next uploads to size, in key order. With a sample, only those whose hash (of upload id and seed) is drawn.
 */
export async function nextToSize({
  bucketId,
  startedAt,
  named,
  after,
  limit,
  sample,
}: {
  bucketId: number;
  startedAt: Date;
  named: boolean;
  after: UploadId | null;
  limit: number;
  sample: Sample | null;
}): Promise<UploadId[]> {
  const { rows } = await database().pool.query<UploadId>(
    `select key, upload_id as "uploadId" from upload
     where bucket_id = $1 and ($3::text is null or (key, upload_id) > ($3::text, $4::text))
       and ${asksFor('$9::boolean')}
       and ($6::text[] is null or (hashtextextended(upload_id, $8)::float8 / 18446744073709551616.0 + 0.5)
         < ($7::float8[])[array_position($6::text[], ${BAND} || ' ' || storage_class)])
     order by key, upload_id limit $5`,
    [
      bucketId,
      startedAt,
      after?.key ?? null,
      after?.uploadId ?? null,
      limit,
      sample?.strata.map(({ band, storageClass }) => `${band} ${storageClass}`) ?? null,
      sample?.strata.map(({ share }) => share) ?? null,
      sample?.seed ?? 0,
      named,
    ],
  );
  return rows;
}

/** What asking for one upload's parts came to. */
export type SizeAnswer = UploadId &
  (
    | { outcome: 'sized'; parts: number; bytes: number; lastPartAt: Date | null }
    | { outcome: 'gone' }
    | { outcome: 'refused'; problem: string; locked: boolean }
  );

/**
 * Stores a batch of sizes and moves the marker past it. A refusal leaves what was known and says why; `isOwn`: what a
 * person reads as themself unlocks nothing for our role.
 * @throws LeaseLost
 */
export async function storeSizes({
  work,
  answers,
  startedAt,
  marker,
  isOwn,
}: {
  work: BucketWork;
  answers: SizeAnswer[];
  startedAt: Date;
  marker: UploadId | null;
  isOwn: boolean;
}): Promise<void> {
  const sized = answers.flatMap((answer) => (answer.outcome === 'sized' ? [answer] : []));
  const gone = answers.filter((answer) => answer.outcome === 'gone');
  const refused = answers.flatMap((answer) => (answer.outcome === 'refused' ? [answer] : []));
  const { rows } = await database().pool.query<{ held: number }>(
    `with held as (
       update run_bucket set key_marker = coalesce($5, key_marker), upload_id_marker = coalesce($6, upload_id_marker), ${RENEWED}
       where ${HELD} and phase = 'parts' returning bucket_id),
     sized as (
       update upload set parts = t.parts, bytes = t.bytes, last_part_at = t.last_part_at, size_checked_at = $4, size_problem = null,
         size_locked_at = case when $18 then size_locked_at end
       from held, unnest($7::text[], $8::text[], $9::int[], $10::bigint[], $11::timestamptz[]) as t(key, upload_id, parts, bytes, last_part_at)
       where upload.bucket_id = held.bucket_id and upload.key = t.key and upload.upload_id = t.upload_id),
     gone as (
       delete from upload using held, unnest($12::text[], $13::text[]) as t(key, upload_id)
       where upload.bucket_id = held.bucket_id and upload.key = t.key and upload.upload_id = t.upload_id),
     refused as (
       update upload set size_problem = t.problem, size_locked_at = case when t.locked then $4::timestamptz end
       from held, unnest($14::text[], $15::text[], $16::text[], $17::boolean[]) as t(key, upload_id, problem, locked)
       where upload.bucket_id = held.bucket_id and upload.key = t.key and upload.upload_id = t.upload_id)
     select count(*)::int as held, ${SOON} from held`,
    [
      work.runId,
      work.bucketId,
      work.owner,
      startedAt,
      marker?.key ?? null,
      marker?.uploadId ?? null,
      sized.map((row) => row.key),
      sized.map((row) => row.uploadId),
      sized.map((row) => row.parts),
      sized.map((row) => row.bytes),
      sized.map((row) => row.lastPartAt?.toISOString() ?? null),
      gone.map((row) => row.key),
      gone.map((row) => row.uploadId),
      refused.map((row) => row.key),
      refused.map((row) => row.uploadId),
      refused.map((row) => row.problem),
      refused.map((row) => row.locked),
      isOwn,
    ],
  );
  if (rows[0]?.held !== 1) throw new LeaseLost();
  if (marker) Object.assign(work, { keyMarker: marker.key, uploadIdMarker: marker.uploadId });
}
