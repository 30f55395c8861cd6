import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createBudget } from '#lib/aws/create-budget.ts';
import type { OwnSession } from '#lib/aws/own-session.ts';
import { AppError } from '#lib/errors.ts';
import type { StarterInput, StarterRequest } from '#lib/spend/starter-budget.ts';
import { awsNow } from '#lib/store/clock.ts';
import { advanceStarter, beginStarter, type StarterView, startersInForce } from '#lib/store/starter-budgets.ts';
import { type Held, newOwner } from './lease.ts';
import { liveNow } from './live-now.ts';
import { withSession } from './note-fix.ts';
import { requestBudgetsLook } from './request-look.ts';
import {
  budgetsTarget,
  defaultStarterPace,
  differentBudget,
  holdStarter,
  isUnanswered,
  type LiveBudget,
  liveBudget,
  noteStarter,
  type StarterPace,
} from './starter-budget-live.ts';
import { isOurs, starterRequest } from './starter-budget-plan.ts';
import { recoverStarterBudgets } from './starter-budget-recover.ts';
import { requireRoom } from './starter-budget-room.ts';

export type AppliedStarter = {
  /** found: an equal budget was there already, and nothing was written. */
  outcome: 'created' | 'found';
  request: StarterRequest;
  /** Null for an equal budget that somebody else created: it is not ours to undo. */
  starter: StarterView | null;
  /** Of the collection that reads the account's budgets again. */
  runId: string | null;
};

/**
 * Creates the starter budget, unless an equal one is there. Asking twice creates one.
 * @throws AppError `invalid`; `conflict` when a different budget has the name; `refused` when AWS's limit of budgets is
 * reached; `unreachable` when it is not known yet whether AWS created it; and what reading and writing a budget throw
 */
export async function applyStarterBudget({
  actor,
  as,
  pace = defaultStarterPace,
  ...input
}: StarterInput & {
  actor: string;
  /** The person's own session, in place of our role. */
  as?: OwnSession | undefined;
  pace?: StarterPace;
}): Promise<AppliedStarter> {
  const request = starterRequest(input);
  const { AccountId: accountId } = request;
  const { BudgetName: name } = request.Budget;
  await recoverStarterBudgets({ accountId, name, pace, as });
  const target = budgetsTarget({ accountId, actor, as });
  try {
    for (;;) {
      const record = await settledStarter({ accountId, name });
      const live = await liveBudget({ target, request, ours: isOurs(record, request) });
      if (live.state === 'different') throw await refused({ accountId, name, request, actor }, live, as);
      // Another call may have created it while this one looked.
      if (live.state === 'equal') {
        const starter = record ?? (await settledStarter({ accountId, name }));
        return { outcome: 'found', request, starter, runId: null };
      }
      await requireRoom(target);
      if (record) await closeRemoved(record);
      const starter = await create({ accountId, name, request, actor, pace, target });
      if (!starter) continue;
      return { outcome: 'created', request, starter, runId: await requestBudgetsLook({ accountId, actor }) };
    }
  } finally {
    await target.settle();
  }
}

/** The record in force; one that is being written is waited for, such as after a second click. */
async function settledStarter(of: { accountId: string; name: string }): Promise<StarterView | null> {
  for (let attempt = 0; ; attempt++) {
    const [record] = await startersInForce(of);
    if (!record || record.state === 'created') return record ?? null;
    if (attempt === 20) {
      throw new AppError(
        'conflict',
        `The budget \`${of.name}\` of account ${of.accountId} is being written at this moment. Look at the result, then try again.`,
        { ...of, reason: 'busy' },
      );
    }
    await pause(250);
  }
}

async function refused(
  starter: Pick<StarterView, 'accountId' | 'name' | 'request' | 'actor'>,
  live: Extract<LiveBudget, { differences: string[] }>,
  as: OwnSession | undefined,
): Promise<AppError> {
  const error = differentBudget(starter, live.differences, 'another one than asked for');
  const what = { action: 'budget.refuse', reason: error.message, ...withSession(as) };
  await noteStarter(starter, { actor: starter.actor, ...what });
  return error;
}

async function closeRemoved({ starterId }: StarterView): Promise<void> {
  const problem = 'Somebody deleted it; a later one took its place.';
  await advanceStarter({ starterId, from: 'created', set: { state: 'removed', problem } });
}

type Creation = Pick<StarterView, 'accountId' | 'name' | 'request' | 'actor'> & {
  pace: StarterPace;
  target: ReturnType<typeof budgetsTarget>;
};

/** @returns null when another call was quicker */
async function create({ pace, target, ...what }: Creation): Promise<StarterView | null> {
  const starter = { ...what, starterId: randomUUID(), createdAt: await awsNow() };
  const { starterId, actor, request } = starter;
  const owner = newOwner();
  if (!(await beginStarter(starter, { owner, seconds: pace.leaseSeconds }))) return null;
  const lease = holdStarter({ starterId, owner, seconds: pace.leaseSeconds });
  try {
    await write({ target, request, lease });
    const set = { state: 'created' as const, appliedAt: await liveNow(), problem: null };
    const created = await advanceStarter({ starterId, from: 'creating', owner, set });
    if (!created)
      throw new AppError('conflict', 'This budget was taken over by another process meanwhile.', { starterId });
    await noteStarter(starter, { actor, action: 'budget.create', ...withSession(target.as) });
    return created;
  } catch (error) {
    // Without an answer the record stays as it is: recovering looks at what AWS has and decides.
    if (!(error instanceof AppError) || error.details.reason === 'unanswered') throw error;
    const set = { state: 'failed' as const, problem: error.message };
    if (await advanceStarter({ starterId, from: 'creating', owner, set }))
      await noteStarter(starter, { actor, action: 'budget.refuse', reason: error.message, ...withSession(target.as) });
    throw error;
  } finally {
    lease.release();
  }
}

/** A call that got no answer is repeated, so that "it exists" may mean that the first one came through. */
async function write({
  target,
  request,
  lease,
}: {
  target: Creation['target'];
  request: StarterRequest;
  lease: Held;
}): Promise<void> {
  await lease.confirm();
  try {
    await createBudget({ target, request });
  } catch (error) {
    if (!(error instanceof AppError) || !(isUnanswered(error) || error.code === 'conflict')) throw error;
    const live = await liveBudget({ target, request }).catch(() => null);
    if (live?.state === 'equal') return;
    if (live?.state === 'different')
      throw differentBudget(ofRequest(request), live.differences, 'there meanwhile, and another one than asked for');
    throw unanswered(ofRequest(request), error);
  }
}

function ofRequest({ AccountId, Budget }: StarterRequest): { accountId: string; name: string } {
  return { accountId: AccountId, name: Budget.BudgetName };
}

function unanswered({ accountId, name }: { accountId: string; name: string }, error: AppError): AppError {
  return new AppError(
    'unreachable',
    `AWS did not answer the creation of \`${name}\` in account ${accountId}, so whether it exists is not known yet. Straybytes looks again by itself within minutes.`,
    { ...error.details, reason: 'unanswered' },
    error,
  );
}
