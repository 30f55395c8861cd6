import { z } from 'zod';
import { type LifecycleConfiguration, lifecycleConfigurationSchema } from '#lib/lifecycle/rule.ts';
import type { Measurement } from '#lib/waste/upload.ts';
import { database } from './database.ts';
import { type BucketFigures, figuresSchema } from './figures.ts';

/** A worker that is silent for so long has lost its buckets to whoever asks next. */
export const LEASE_SECONDS = 15;

const phase = z.enum(['rules', 'list', 'parts']);

/** One bucket's work, held by lease. Times and markers are those of the last checkpoint. */
export type BucketWork = {
  runId: string;
  bucketId: number;
  accountId: string;
  name: string;
  /** '' when not known yet. */
  region: string;
  phase: z.infer<typeof phase>;
  keyMarker: string | null;
  uploadIdMarker: string | null;
  listed: number;
  /** Why the rules could not be read; null when they could or were not asked for. */
  problem: string | null;
  owner: string;
  /** The rules as read in this process; absent after a resume (then storedRules has them). */
  rules?: LifecycleConfiguration;
  /** When they were read, where they are not stored before the bucket ends with figures. */
  rulesHeldSince?: Date;
};

/** Somebody else works on this bucket or account now: stop without a trace. */
export class LeaseLost extends Error {
  override name = 'LeaseLost';
}

/** `where` of every write to a bucket's work: $1 run, $2 bucket, $3 owner. */
export const HELD = `run_id = $1 and bucket_id = $2 and lease_owner = $3 and status = 'pending'`;
export const RENEWED = `lease_until = now() + interval '${LEASE_SECONDS} seconds'`;

/**
 * In a checkpoint's statement: commit without waiting for the disk. A crash of the database then goes back to an earlier
 * checkpoint, whole; publishing a run waits for the disk and with it everything before.
 */
export const SOON = `set_config('synchronous_commit', 'off', true)`;

/** Takes up to `limit` buckets that nobody holds, or whose holder went silent. */
export async function claimBuckets({
  runId,
  owner,
  limit,
}: {
  runId: string;
  owner: string;
  limit: number;
}): Promise<BucketWork[]> {
  const { rows } = await database().pool.query<
    Omit<BucketWork, 'phase' | 'owner'> & { phase: string; set_config: string }
  >(
    // Materialized: an `in (select … limit)` may be evaluated more than once and then exceeds its limit.
    `with next as materialized (
       select bucket_id as id from run_bucket where run_id = $1 and status = 'pending' and (lease_until is null or lease_until < now())
       order by bucket_id limit $3 for update skip locked)
     update run_bucket set lease_owner = $2, ${RENEWED} from next where run_id = $1 and bucket_id = next.id
     returning run_id as "runId", bucket_id as "bucketId", account_id as "accountId", name, region, phase,
       key_marker as "keyMarker", upload_id_marker as "uploadIdMarker", listed, problem, ${SOON}`,
    [runId, owner, limit],
  );
  return rows.map(({ set_config: _soon, ...row }) => ({ ...row, phase: phase.parse(row.phase), owner }));
}

/** Keeps everything this owner holds. */
export async function renewLeases(owner: string): Promise<void> {
  await database().pool.query(
    `with accounts as (update run_account set ${RENEWED} where lease_owner = $1 and status = 'pending' and lease_until > now()),
       readings as (update run_reading set ${RENEWED} where lease_owner = $1 and status = 'pending' and lease_until > now())
     update run_bucket set ${RENEWED} where lease_owner = $1 and status = 'pending' and lease_until > now() returning ${SOON}`,
    [owner],
  );
}

/** Lets go of one bucket, or of everything this owner holds, at its last checkpoint. */
export async function releaseLeases({ owner, bucketId }: { owner: string; bucketId?: number }): Promise<void> {
  await database().pool.query(
    `update run_bucket set lease_owner = null, lease_until = null
     where lease_owner = $1 and status = 'pending' and ($2::int is null or bucket_id = $2)`,
    [owner, bucketId ?? null],
  );
}

/** How much of a run is left to do. */
export async function remainingWork(runId: string): Promise<{ accounts: number; buckets: number; readings: number }> {
  const { rows } = await database().pool.query<{ accounts: number; buckets: number; readings: number }>(
    `select (select count(*)::int from run_account where run_id = $1 and status = 'pending') as accounts,
       (select count(*)::int from run_bucket where run_id = $1 and status = 'pending') as buckets,
       (select count(*)::int from run_reading where run_id = $1 and status = 'pending') as readings`,
    [runId],
  );
  return rows[0] ?? { accounts: 0, buckets: 0, readings: 0 };
}

/** Stores where the bucket is, once it was found out. @throws LeaseLost */
export async function setRegion({ work, region }: { work: BucketWork; region: string }): Promise<void> {
  const { rowCount } = await database().pool.query(
    `with held as (update run_bucket set region = $4, ${RENEWED} where ${HELD} returning bucket_id)
     update bucket set region = $4 from held where bucket.id = held.bucket_id`,
    [work.runId, work.bucketId, work.owner, region],
  );
  if (rowCount !== 1) throw new LeaseLost();
  work.region = region;
}

/**
 * Ends the phase `rules`: the configuration as read, or why it could not be. `held`: it is stored only when the bucket ends
 * with figures, so that one which stays as it was does so with its rules; who takes it up later reads them again.
 * @throws LeaseLost
 */
export async function storeRules({
  work,
  config,
  problem,
  held = false,
  at,
}: {
  work: BucketWork;
  config: LifecycleConfiguration | null;
  problem: string | null;
  held?: boolean;
  at: Date;
}): Promise<void> {
  const next = work.phase === 'rules' ? 'list' : work.phase;
  const { rows } = await database().pool.query<{ held: number }>(
    `with held as (update run_bucket set phase = $7, problem = $4, ${RENEWED} where ${HELD} and phase = $8 returning bucket_id),
       stored as (update bucket set lifecycle = $5, lifecycle_read_at = $6 from held where bucket.id = held.bucket_id and $5::jsonb is not null)
     select count(*)::int as held, ${SOON} from held`,
    [
      ...[work.runId, work.bucketId, work.owner, problem],
      ...[config === null || held ? null : JSON.stringify(config), at, next, work.phase],
    ],
  );
  if (rows[0]?.held !== 1) throw new LeaseLost();
  Object.assign(work, { phase: next, problem, ...(config && { rules: config, ...(held && { rulesHeldSince: at }) }) });
}

/**
 * Ends a bucket's work with its figures; null carries the former ones forward, as a lower bound where there is a problem.
 * Without a measurement the bucket stays entirely as it was, and only the run tells the problem.
 * @throws LeaseLost
 */
export async function finishBucket({
  work,
  figures,
  measurement,
  problem,
  at,
}: {
  work: BucketWork;
  figures: BucketFigures | null;
  measurement: Measurement | null;
  problem: string | null;
  at: Date;
}): Promise<void> {
  const { rulesHeldSince = null, rules } = work;
  const held = figures !== null && rulesHeldSince !== null && rules ? JSON.stringify(rules) : null;
  const { rows } = await database().pool.query<{ held: number }>(
    `with held as (update run_bucket set status = 'done', result = $4, measurement = $5, problem = $6, finished_at = $7,
         lease_owner = null, lease_until = null where ${HELD} returning bucket_id),
       stored as (update bucket set lifecycle = $8, lifecycle_read_at = $9 from held
         where bucket.id = held.bucket_id and $8::jsonb is not null and (lifecycle_read_at is null or lifecycle_read_at <= $9))
     select count(*)::int as held, ${SOON} from held`,
    [
      work.runId,
      work.bucketId,
      work.owner,
      figures === null ? null : JSON.stringify(figuresSchema.encode(figures)),
      measurement,
      problem,
      at,
      held,
      rulesHeldSince,
    ],
  );
  if (rows[0]?.held !== 1) throw new LeaseLost();
}

/** A bucket that was deleted while it was read: gone, with its uploads. @throws LeaseLost */
export async function bucketGone({ work, at }: { work: BucketWork; at: Date }): Promise<void> {
  const { rows } = await database().pool.query<{ held: number }>(
    `with held as (update run_bucket set status = 'done', measurement = 'notScanned', result = null, finished_at = $4,
         problem = 'The bucket was deleted while it was being read.', lease_owner = null, lease_until = null
         where ${HELD} returning bucket_id),
       marked as (update bucket set gone_at = $4 from held where bucket.id = held.bucket_id),
       emptied as (delete from upload where bucket_id in (select bucket_id from held))
     select count(*)::int as held, ${SOON} from held`,
    [work.runId, work.bucketId, work.owner, at],
  );
  if (rows[0]?.held !== 1) throw new LeaseLost();
}

/** Ends every bucket that nobody began or holds, keeping the former figures; `measurement` as of finishBucket. */
export async function skipRemaining({
  runId,
  problem,
  measurement,
  at,
}: {
  runId: string;
  problem: string;
  measurement: 'notScanned' | null;
  at: Date;
}): Promise<void> {
  await database().pool.query(
    `update run_bucket set status = 'done', measurement = $4, problem = $2, finished_at = $3, lease_owner = null, lease_until = null
     where run_id = $1 and status = 'pending' and (lease_until is null or lease_until < now())`,
    [runId, problem, at, measurement],
  );
}

/** The rules of a bucket as last read; null when they never were. */
export async function storedRules(work: BucketWork): Promise<LifecycleConfiguration | null> {
  if (work.rules) return work.rules;
  const { rows } = await database().pool.query<{ lifecycle: unknown }>('select lifecycle from bucket where id = $1', [
    work.bucketId,
  ]);
  return lifecycleConfigurationSchema.nullable().parse(rows[0]?.lifecycle ?? null);
}
