import { type StarterRequest, starterRequestSchema } from '#lib/spend/starter-budget.ts';
import { database } from './database.ts';

/**
 * creating and undoing: AWS is being written. failed: it was never created. removed: somebody else deleted it. `problem`
 * says why.
 */
export const starterStates = ['creating', 'created', 'undoing', 'undone', 'failed', 'removed'] as const;
export type StarterState = (typeof starterStates)[number];

/** A budget that was created here, from the intent to its undo. Times on AWS's clock. */
export type StarterView = {
  starterId: string;
  accountId: string;
  /** Of the budget; one record of a name is in force in an account. */
  name: string;
  state: StarterState;
  /** As sent to CreateBudget. */
  request: StarterRequest;
  actor: string;
  createdAt: Date;
  appliedAt: Date | null;
  undoneAt: Date | null;
  undoneBy: string | null;
  /** When AWS was about to be written, by the creation or the undo; null: it certainly was not. */
  writeBegunAt: Date | null;
  problem: string | null;
};

type StarterRow = {
  id: string;
  account_id: string;
  name: string;
  state: StarterState;
  request: unknown;
  actor: string;
  created_at: Date;
  applied_at: Date | null;
  undone_at: Date | null;
  undone_by: string | null;
  write_begun_at: Date | null;
  problem: string | null;
};

export type Lease = { owner: string; seconds: number };
export type NewStarter = Pick<StarterView, 'starterId' | 'accountId' | 'name' | 'request' | 'actor' | 'createdAt'>;

/**
 * Opens a record in state `creating`, leased to `owner`.
 * @returns false while another of this name in this account is being written or in force
 */
export async function beginStarter(starter: NewStarter, lease: Lease): Promise<boolean> {
  const { starterId, accountId, name, request, actor, createdAt } = starter;
  const { rowCount } = await database().pool.query(
    `INSERT INTO starter_budget (id, account_id, name, state, request, actor, created_at, lease_owner, lease_until)
     VALUES ($1, $2, $3, 'creating', $4, $5, $6, $7, now() + make_interval(secs => $8)) ON CONFLICT DO NOTHING`,
    [starterId, accountId, name, request, actor, createdAt, lease.owner, lease.seconds],
  );
  return rowCount === 1;
}

/** Turns a created one to `undoing` on somebody's request. @returns false when it is not in force any more */
export async function beginStarterUndo(
  { starterId, actor }: { starterId: string; actor: string },
  lease: Lease,
): Promise<boolean> {
  const { rowCount } = await database().pool.query(
    `UPDATE starter_budget SET state = 'undoing', undone_by = $2, write_begun_at = NULL, lease_owner = $3,
       lease_until = now() + make_interval(secs => $4)
     WHERE id = $1 AND state = 'created'`,
    [starterId, actor, lease.owner, lease.seconds],
  );
  return rowCount === 1;
}

/** @returns false when the lease was lost: then nothing may be written to AWS any more */
export async function renewStarterLease({
  id,
  owner,
  seconds,
  writesAt,
}: Lease & {
  id: string;
  /** Given right before AWS is written. */
  writesAt?: Date;
}): Promise<boolean> {
  const { rowCount } = await database().pool.query(
    `UPDATE starter_budget SET lease_until = now() + make_interval(secs => $3), write_begun_at = coalesce(write_begun_at, $4)
     WHERE id = $1 AND lease_owner = $2 AND lease_until > now() AND state IN ('creating', 'undoing')`,
    [id, owner, seconds, writesAt ?? null],
  );
  return rowCount === 1;
}

export type StarterProgress = Partial<
  Pick<StarterView, 'appliedAt' | 'undoneAt' | 'undoneBy' | 'problem'> & { state: StarterState }
>;

const columns: Required<{ [field in keyof StarterProgress]: string }> = {
  state: 'state',
  appliedAt: 'applied_at',
  undoneAt: 'undone_at',
  undoneBy: 'undone_by',
  problem: 'problem',
};

/**
 * Writes progress if the record is still in state `from`, held by `owner` where one is named; its lease ends.
 * @returns the record as it is now, or null when somebody else moved it on
 */
export async function advanceStarter({
  starterId,
  from,
  owner,
  set,
}: {
  starterId: string;
  from: StarterState;
  owner?: string;
  set: StarterProgress;
}): Promise<StarterView | null> {
  const values: unknown[] = [starterId, from, owner ?? null];
  const given = new Map<string, unknown>(Object.entries(set));
  const assignments = Object.entries(columns).flatMap(([field, column]) => {
    if (!given.has(field)) return [];
    values.push(given.get(field));
    return [`${column} = $${values.length}`];
  });
  const { rows } = await database().pool.query<StarterRow>(
    `UPDATE starter_budget SET ${[...assignments, 'lease_owner = NULL', 'lease_until = NULL'].join(', ')}
     WHERE id = $1 AND state = $2 AND ($3::text IS NULL OR lease_owner = $3) RETURNING *`,
    values,
  );
  const [row] = rows;
  return row ? starterOfRow(row) : null;
}

/**
 * Takes over one whose writer's lease has ended, of one account or of all.
 * @returns it, or null when none is left
 */
export async function takeOverStarter({
  accountId,
  name,
  but,
  owner,
  seconds,
}: Lease & { accountId?: string | undefined; name?: string | undefined; but: string[] }): Promise<StarterView | null> {
  const { rows } = await database().pool.query<StarterRow>(
    `UPDATE starter_budget SET lease_owner = $1, lease_until = now() + make_interval(secs => $2)
     WHERE id = (SELECT id FROM starter_budget WHERE state IN ('creating', 'undoing') AND coalesce(lease_until <= now(), true)
         AND ($3::text IS NULL OR account_id = $3) AND ($4::text IS NULL OR name = $4) AND id <> ALL($5::uuid[])
       ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING *`,
    [owner, seconds, accountId ?? null, name ?? null, but],
  );
  const [row] = rows;
  return row ? starterOfRow(row) : null;
}

export async function starterById(starterId: string): Promise<StarterView | null> {
  const { rows } = await database().pool.query<StarterRow>('SELECT * FROM starter_budget WHERE id = $1', [starterId]);
  const [row] = rows;
  return row ? starterOfRow(row) : null;
}

/** Those being written or in force, of one account and name or of all. */
export async function startersInForce({
  accountId,
  name,
}: {
  accountId?: string;
  name?: string;
} = {}): Promise<StarterView[]> {
  const { rows } = await database().pool.query<StarterRow>(
    `SELECT * FROM starter_budget WHERE state IN ('creating', 'created', 'undoing')
       AND ($1::text IS NULL OR account_id = $1) AND ($2::text IS NULL OR name = $2) ORDER BY created_at`,
    [accountId ?? null, name ?? null],
  );
  return rows.map(starterOfRow);
}

function starterOfRow(row: StarterRow): StarterView {
  return {
    starterId: row.id,
    accountId: row.account_id,
    name: row.name,
    state: row.state,
    request: starterRequestSchema.parse(row.request),
    actor: row.actor,
    createdAt: row.created_at,
    appliedAt: row.applied_at,
    undoneAt: row.undone_at,
    undoneBy: row.undone_by,
    writeBegunAt: row.write_begun_at,
    problem: row.problem,
  };
}
