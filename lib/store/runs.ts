import { z } from 'zod';
import { awsNow } from './clock.ts';
import { database } from './database.ts';
import { type ReadingProgress, readingProgress } from './run-readings.ts';
import { beginFollowUp, insertRun, joinRun, type RecordedRun, type RunOwner, type RunRequest } from './run-request.ts';
import { transaction } from './transaction.ts';

export type { RecordedRun, RunOwner, RunTrigger } from './run-request.ts';
export type RunStatus = 'queued' | 'running' | 'completed' | 'failed';

export type Run = {
  runId: string;
  seq: number;
  kinds: string[];
  accounts: string[];
  buckets: string[];
  trigger: string;
  requestedBy: string;
  status: RunStatus;
  partial: boolean;
  stoppedBy: 'budget' | null;
  problem: string | null;
  /** Why the organization could not be listed; null when it could. */
  organizationProblem: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** Of a look as oneself; null: Straybytes' own roles make the calls. */
  own: RunOwner | null;
};

export type RunView = Run & {
  done: number;
  total: number;
  apiCalls: Record<string, number>;
  apiCostUsd: number;
  problems: { accountId: string; bucket: string | null; problem: string }[];
  /** The kinds of money that it asks for. */
  readings: ReadingProgress[];
};

/** Problems told with a run; there may be one for each of thousands of buckets. */
const PROBLEMS_TOLD = 200;
const status = z.enum(['queued', 'running', 'completed', 'failed']);
const runColumns = `id as "runId", seq, kinds, accounts, buckets, trigger, requested_by as "requestedBy", status, partial,
  stopped_by as "stoppedBy", problem, organization_problem as "organizationProblem", created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt",
  own_session as "ownSession", own_flow as "ownFlow", permission_set as "permissionSet", aws_user as "awsUser"`;

type RunRow = Omit<Run, 'status' | 'stoppedBy' | 'own'> & {
  status: string;
  stoppedBy: string | null;
  ownSession: string | null;
  ownFlow: string | null;
  permissionSet: string | null;
  awsUser: string | null;
};

function toRun({ ownSession: sessionId, ownFlow: flowId, permissionSet, awsUser, ...row }: RunRow): Run {
  const isOwn = sessionId !== null && flowId !== null && permissionSet !== null;
  return {
    ...row,
    status: status.parse(row.status),
    stoppedBy: row.stoppedBy === 'budget' ? 'budget' : null,
    own: isOwn ? { sessionId, flowId, permissionSet, awsUser } : null,
  };
}

/**
 * Records a queued run, or joins the open one; the database allows one open run. An open one that has not begun is
 * widened to this scope; one that has, and does not answer this request, is followed by a run that does.
 */
export async function recordRun(request: RunRequest): Promise<RecordedRun> {
  const at = await awsNow();
  for (;;) {
    const run = await transaction(async (client) => {
      const runId = await insertRun(client, request, at);
      return runId === null ? joinRun(client, request) : { runId, joined: false };
    });
    if (run) return run;
  }
}

/** Records a queued look as oneself. @returns its id; null while any other run is open: it neither joins nor waits */
export async function recordOwnRun(request: RunRequest & { own: RunOwner }): Promise<string | null> {
  const at = await awsNow();
  return transaction((client) => insertRun(client, request, at));
}

/** A run with its progress, calls and problems; null when there is none. */
export async function runView(runId: string): Promise<RunView | null> {
  if (!z.uuid().safeParse(runId).success) return null;
  const { pool } = database();
  const [runs, counts, calls, problems, readings] = await Promise.all([
    pool.query<RunRow>(`select ${runColumns} from collect_run where id = $1`, [runId]),
    pool.query<{ done: number; total: number }>(
      `select count(*) filter (where status = 'done')::int as done, count(*)::int as total from run_bucket where run_id = $1`,
      [runId],
    ),
    pool.query<{ operation: string; calls: number; usd: number }>(
      'select operation, calls, usd::float8 as usd from run_call where run_id = $1 order by operation',
      [runId],
    ),
    pool.query<{ accountId: string; bucket: string | null; problem: string }>(
      `select account_id as "accountId", null as bucket, problem from run_account where run_id = $1 and problem is not null
       union all
       (select account_id, name, problem from run_bucket b where run_id = $1 and problem is not null
         and not exists (select from run_account a where a.run_id = $1 and a.account_id = b.account_id and a.problem = b.problem)
         order by account_id, name limit ${PROBLEMS_TOLD})`,
      [runId],
    ),
    readingProgress(runId),
  ]);
  const [row] = runs.rows;
  if (!row) return null;
  const run = toRun(row);
  const toldByAccounts = problems.rows.some(({ problem }) => run.problem?.includes(problem));
  const ofAll = [toldByAccounts ? null : run.problem, run.organizationProblem].filter((problem) => problem !== null);
  const own = ofAll.map((problem) => ({ accountId: '', bucket: null, problem }));
  return {
    ...run,
    ...(counts.rows[0] ?? { done: 0, total: 0 }),
    apiCalls: Object.fromEntries(calls.rows.map(({ operation, calls: count }) => [operation, count])),
    apiCostUsd: calls.rows.reduce((sum, { usd }) => sum + usd, 0),
    problems: [...own, ...problems.rows],
    readings,
  };
}

/** The run that is queued or running; null when there is none. */
export async function openRun(): Promise<Run | null> {
  const { rows } = await database().pool.query<RunRow>(
    `select ${runColumns} from collect_run where status in ('queued', 'running')`,
  );
  return rows[0] ? toRun(rows[0]) : null;
}

/** The newest run of any status; null before the first. */
export async function latestRun(): Promise<Run | null> {
  const { rows } = await database().pool.query<RunRow>(
    `select ${runColumns} from collect_run order by seq desc limit 1`,
  );
  return rows[0] ? toRun(rows[0]) : null;
}

export async function runById(runId: string): Promise<Run | null> {
  const { rows } = await database().pool.query<RunRow>(`select ${runColumns} from collect_run where id = $1`, [runId]);
  return rows[0] ? toRun(rows[0]) : null;
}

/** Remembers with a run why the organization could not be listed; null: it could. `isPartial`: accounts may be missing. */
export async function tellOrganizationProblem({
  runId,
  problem,
  isPartial,
}: {
  runId: string;
  problem: string | null;
  isPartial: boolean;
}): Promise<void> {
  await database().pool.query(
    'update collect_run set organization_problem = $2, partial = partial or $3 where id = $1',
    [runId, problem, isPartial],
  );
}

/** Ends a run that could not be done at all; the former snapshot stays. What was asked for meanwhile is begun. */
export async function failRun({ runId, problem, at }: { runId: string; problem: string; at: Date }): Promise<void> {
  await transaction(async (client) => {
    const { rowCount } = await client.query(
      `update collect_run set status = 'failed', problem = $2, finished_at = $3
       where id = $1 and status in ('queued', 'running')`,
      [runId, problem, at],
    );
    if (rowCount === 1) await beginFollowUp(client, { runId, at });
  });
}

/** Remembers that the daily budget ended the run early. */
export async function stopRunByBudget(runId: string): Promise<void> {
  await database().pool.query(
    `update collect_run set stopped_by = 'budget', partial = true where id = $1 and status = 'running'`,
    [runId],
  );
}
