import { awsNow } from './clock.ts';
import { database } from './database.ts';
import { type FixRow, type FixState, type FixView, fixOfRow } from './fix-row.ts';

export type FixProgress = Partial<
  Pick<
    FixView,
    | 'state'
    | 'after'
    | 'afterFingerprint'
    | 'remainingUploads'
    | 'remainingBytes'
    | 'realisedMonthlyUsd'
    | 'appliedAt'
    | 'confirmedAt'
    | 'abortDate'
    | 'abortRuleId'
    | 'eligibleAt'
    | 'clearingAt'
    | 'cleanAt'
    | 'undoneAt'
    | 'undoneBy'
    | 'checkedAt'
    | 'problem'
  >
>;

const columns: Required<{ [field in keyof FixProgress]: string }> = {
  state: 'state',
  after: 'after',
  afterFingerprint: 'after_fingerprint',
  remainingUploads: 'remaining_uploads',
  remainingBytes: 'remaining_bytes',
  realisedMonthlyUsd: 'realised_monthly_usd',
  appliedAt: 'applied_at',
  confirmedAt: 'confirmed_at',
  abortDate: 'abort_date',
  abortRuleId: 'abort_rule_id',
  eligibleAt: 'eligible_at',
  clearingAt: 'clearing_at',
  cleanAt: 'clean_at',
  undoneAt: 'undone_at',
  undoneBy: 'undone_by',
  checkedAt: 'checked_at',
  problem: 'problem',
};

/** SQL: what the bucket of a fix holds; null where a size of it is not known. */
const HELD = `(SELECT CASE WHEN count(*) = count(bytes) THEN coalesce(sum(bytes), 0) END FROM upload WHERE bucket_id = fix.bucket_id)`;

/**
 * Writes progress if the fix is still in state `from`, held by `owner` where one is named, and keeps a step of it where
 * the state or the booked saving moved on; of one that is clean, what its bucket holds.
 * @returns the fix as it is now, or null when somebody else moved it on
 */
export async function advanceFix({
  fixId,
  from,
  owner,
  set,
}: {
  fixId: string;
  from: FixState;
  owner?: string;
  set: FixProgress;
}): Promise<FixView | null> {
  const values: unknown[] = [fixId, from, owner ?? null];
  const given = new Map<string, unknown>(Object.entries(set));
  const assignments = Object.entries(columns).flatMap(([field, column]) => {
    if (!given.has(field)) return [];
    values.push(given.get(field));
    return [`${column} = $${values.length}`];
  });
  if (set.state === 'clean') assignments.push(`held_bytes = ${HELD}`);
  values.push(set.undoneAt ?? set.checkedAt ?? set.appliedAt ?? (await awsNow()));
  const { rows } = await database().pool.query<FixRow>(
    `WITH former AS (SELECT realised_monthly_usd AS usd FROM fix WHERE id = $1),
     moved AS (UPDATE fix SET ${assignments.join(', ')},
       lease_owner = CASE WHEN $2 IN ('applying', 'undoing') THEN NULL ELSE lease_owner END,
       lease_until = CASE WHEN $2 IN ('applying', 'undoing') THEN NULL ELSE lease_until END
     WHERE id = $1 AND state = $2 AND ($3::text IS NULL OR lease_owner = $3) RETURNING *),
     step AS (INSERT INTO fix_step (fix_id, at, state, realised_monthly_usd)
       SELECT id, $${values.length}, state, realised_monthly_usd FROM moved, former
       WHERE state <> $2 OR realised_monthly_usd <> former.usd
       ON CONFLICT (fix_id, at) DO UPDATE SET state = excluded.state, realised_monthly_usd = excluded.realised_monthly_usd)
     SELECT * FROM moved`,
    values,
  );
  const [row] = rows;
  return row ? fixOfRow(row) : null;
}

/** @returns false when the lease was lost: then nothing may be written to AWS any more */
export async function renewLease({
  fixId,
  owner,
  seconds,
  writesAt,
}: {
  fixId: string;
  owner: string;
  seconds: number;
  /** Given right before AWS is written. */
  writesAt?: Date;
}): Promise<boolean> {
  const { rowCount } = await database().pool.query(
    `UPDATE fix SET lease_until = now() + make_interval(secs => $3), write_begun_at = coalesce(write_begun_at, $4)
     WHERE id = $1 AND lease_owner = $2 AND lease_until > now() AND state IN ('applying', 'undoing')`,
    [fixId, owner, seconds, writesAt ?? null],
  );
  return rowCount === 1;
}

export type WriteUnderWay = {
  fixId: string;
  bucketId: number;
  leaseOwner: string | null;
  /** Until its owner's lease ends, on the database's clock; 0 or less: the owner is gone. */
  leaseMs: number;
};

/** Fixes in `applying` or `undoing`: somebody is at work, or was killed at work. */
export async function writesUnderWay({ bucketId }: { bucketId?: number | undefined } = {}): Promise<WriteUnderWay[]> {
  const { rows } = await database().pool.query<WriteUnderWay>(
    `SELECT id AS "fixId", bucket_id AS "bucketId", lease_owner AS "leaseOwner",
       coalesce(extract(epoch FROM lease_until - now()) * 1000, 0)::int AS "leaseMs"
     FROM fix WHERE state IN ('applying', 'undoing') AND ($1::int IS NULL OR bucket_id = $1) ORDER BY created_at`,
    [bucketId ?? null],
  );
  return rows;
}

/**
 * Takes over a write whose owner's lease has ended.
 * @returns the fix, or null when it is finished, or somebody else took it over
 */
export async function takeOver({
  fixId,
  owner,
  seconds,
}: {
  fixId: string;
  owner: string;
  seconds: number;
}): Promise<FixView | null> {
  const { rows } = await database().pool.query<FixRow>(
    `UPDATE fix SET lease_owner = $2, lease_until = now() + make_interval(secs => $3)
     WHERE id = $1 AND state IN ('applying', 'undoing') AND (lease_until IS NULL OR lease_until <= now()) RETURNING *`,
    [fixId, owner, seconds],
  );
  const [row] = rows;
  return row ? fixOfRow(row) : null;
}
