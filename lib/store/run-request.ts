import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { z } from 'zod';
import { database } from './database.ts';
import { answers, joinScopes, type RunScope } from './run-scope.ts';

const trigger = z.enum(['schedule', 'page', 'api', 'fix', 'demo']);
const followUp = z.object({
  /** Given out before it begins, so that who asked can wait for it. */
  runId: z.uuid().optional(),
  kinds: z.array(z.string()),
  accounts: z.array(z.string()),
  buckets: z.array(z.string()),
  trigger,
  actor: z.string(),
});

export type RunTrigger = z.infer<typeof trigger>;
/** `followUpRunId`: the open run has begun and does not cover what is asked; this one comes after it and does. */
export type RecordedRun = { runId: string; joined: boolean; followUpRunId?: string };
export type RunRequest = RunScope & { trigger: RunTrigger; actor: string };

/** By whose role credentials a run makes every call: names only, by which a worker finds what it needs while it is there. */
export type RunOwner = {
  /** Of the person here. */
  sessionId: string;
  /** Of the connection: another one of the same session may be somebody else's. */
  flowId: string;
  permissionSet: string;
  /** In the directory; null where AWS did not tell. */
  awsUser: string | null;
};

/** Records a queued run. @returns its id; null when another is open */
export async function insertRun(
  client: pg.PoolClient,
  { runId = randomUUID(), own, ...request }: RunRequest & { runId?: string | undefined; own?: RunOwner },
  at: Date,
): Promise<string | null> {
  const { kinds, accounts, buckets, trigger, actor } = request;
  const { rowCount } = await client.query(
    `insert into collect_run (id, kinds, accounts, buckets, trigger, requested_by, status, created_at, own_session, own_flow, permission_set, aws_user)
     values ($1, $2, $3, $4, $5, $6, 'queued', $7, $8, $9, $10, $11)
     on conflict ((true)) where status in ('queued', 'running') do nothing`,
    [
      ...[runId, kinds, accounts, buckets, trigger, actor, at],
      ...[own?.sessionId ?? null, own?.flowId ?? null, own?.permissionSet ?? null, own?.awsUser ?? null],
    ],
  );
  return rowCount === 1 ? runId : null;
}

/**
 * Puts a request to the open run. A look as oneself is neither widened nor an answer: what is asked for follows it.
 * @returns null when none is open any more
 */
export async function joinRun(client: pg.PoolClient, request: RunRequest): Promise<RecordedRun | null> {
  const { rows } = await client.query<RunScope & { id: string; status: string; follow_up: unknown; isOwn: boolean }>(
    `select id, kinds, accounts, buckets, status, follow_up, own_session is not null as "isOwn"
     from collect_run where status in ('queued', 'running') for update`,
  );
  const [run] = rows;
  if (!run) return null;
  if (run.status === 'queued' && !run.isOwn) {
    const { kinds, accounts, buckets } = joinScopes(run, request);
    await client.query('update collect_run set kinds = $2, accounts = $3, buckets = $4 where id = $1', [
      run.id,
      kinds,
      accounts,
      buckets,
    ]);
  } else if (run.isOwn || !answers(run, request)) {
    const former = followUp.nullable().parse(run.follow_up);
    const followUpRunId = former?.runId ?? randomUUID();
    const both = { ...(former ?? request), ...joinScopes(former ?? request, request), runId: followUpRunId };
    await client.query('update collect_run set follow_up = $2 where id = $1', [run.id, JSON.stringify(both)]);
    return { runId: run.id, joined: true, followUpRunId };
  }
  return { runId: run.id, joined: true };
}

/** Queues what was asked for during a run that this transaction ends. */
export async function beginFollowUp(client: pg.PoolClient, { runId, at }: { runId: string; at: Date }): Promise<void> {
  const { rows } = await client.query<{ follow_up: unknown }>('select follow_up from collect_run where id = $1', [
    runId,
  ]);
  const request = followUp.nullable().parse(rows[0]?.follow_up ?? null);
  if (request) await insertRun(client, request, at);
}

/** What a run that has not begun is to look at, because another one has to end first; null when there is none of this id. */
export async function followUpScope(runId: string): Promise<RunScope | null> {
  const { rows } = await database().pool.query<{ follow_up: unknown }>(
    `select follow_up from collect_run where status in ('queued', 'running') and follow_up->>'runId' = $1`,
    [runId],
  );
  return followUp.nullable().parse(rows[0]?.follow_up ?? null);
}
