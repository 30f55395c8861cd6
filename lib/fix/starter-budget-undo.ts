import { z } from 'zod';
import { deleteBudget } from '#lib/aws/delete-budget.ts';
import type { OwnSession } from '#lib/aws/own-session.ts';
import { AppError } from '#lib/errors.ts';
import { advanceStarter, beginStarterUndo, type StarterView, starterById } from '#lib/store/starter-budgets.ts';
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
  liveBudget,
  noteStarter,
  type StarterPace,
} from './starter-budget-live.ts';
import { recoverStarterBudgets } from './starter-budget-recover.ts';

/**
 * Deletes a budget that was created here, if nobody changed it since. Undoing twice answers the same.
 * @throws AppError `notFound`; `conflict` when it was changed (nothing is deleted then); `refused` for one that is not in
 * force; and what reading and deleting a budget throw
 */
export async function undoStarterBudget({
  starterId,
  actor,
  as,
  pace = defaultStarterPace,
}: {
  starterId: string;
  actor: string;
  /** The person's own session, in place of our role. */
  as?: OwnSession | undefined;
  pace?: StarterPace;
}): Promise<{ starter: StarterView; runId: string | null }> {
  const { accountId, name } = await starterOrThrow(starterId);
  await recoverStarterBudgets({ accountId, name, pace, as });
  const starter = await starterOrThrow(starterId);
  if (starter.state === 'undone') return { starter, runId: null };
  if (starter.state === 'failed' || starter.state === 'removed') {
    const why = starter.state === 'failed' ? 'was never created' : 'was deleted by somebody else';
    throw new AppError('refused', `This budget ${why}, so there is nothing to undo.`, { starterId });
  }
  const owner = newOwner();
  if (!(await beginStarterUndo({ starterId, actor }, { owner, seconds: pace.leaseSeconds }))) {
    throw new AppError('conflict', 'This budget is being written at this moment. Try again in a minute.', {
      starterId,
      reason: 'busy',
    });
  }
  return {
    starter: await remove({ starter, actor, owner, pace, as }),
    runId: await requestBudgetsLook({ accountId, actor }),
  };
}

/** Whose account a budget that was created here is in. @throws AppError `notFound` */
export async function accountOfStarter(starterId: string): Promise<string> {
  return (await starterOrThrow(starterId)).accountId;
}

async function remove({
  starter,
  actor,
  owner,
  pace,
  as,
}: {
  starter: StarterView;
  actor: string;
  owner: string;
  pace: StarterPace;
  as: OwnSession | undefined;
}): Promise<StarterView> {
  const { starterId, accountId } = starter;
  const lease = holdStarter({ starterId, owner, seconds: pace.leaseSeconds });
  const target = budgetsTarget({ accountId, actor, as });
  try {
    await unwrite({ target, starter, lease });
    const set = { state: 'undone' as const, undoneAt: await liveNow(), problem: null };
    const undone = await advanceStarter({ starterId, from: 'undoing', owner, set });
    if (!undone)
      throw new AppError('conflict', 'This undo was taken over by another process meanwhile.', { starterId });
    await noteStarter(starter, { actor, action: 'budget.undo', ...withSession(as) });
    return undone;
  } catch (error) {
    if (!(error instanceof AppError) || error.details.reason === 'unanswered') throw error;
    await advanceStarter({ starterId, from: 'undoing', owner, set: { state: 'created', undoneBy: null } });
    await noteStarter(starter, {
      actor,
      action: 'budget.refuse',
      reason: error.message,
      undo: true,
      ...withSession(as),
    });
    throw error;
  } finally {
    lease.release();
    await target.settle();
  }
}

async function unwrite({
  target,
  starter: { accountId, name, request },
  lease,
}: {
  target: ReturnType<typeof budgetsTarget>;
  starter: StarterView;
  lease: Held;
}): Promise<void> {
  const live = await liveBudget({ target, request, ours: true });
  // Somebody deleted it by hand.
  if (live.state === 'none') return;
  if (live.state === 'different')
    throw differentBudget({ accountId, name }, live.differences, 'not as it was created here');
  await lease.confirm();
  try {
    await deleteBudget({ target, name });
  } catch (error) {
    if (!(error instanceof AppError) || !isUnanswered(error)) throw error;
    const after = await liveBudget({ target, request, ours: true }).catch(() => null);
    if (after?.state === 'none') return;
    throw new AppError(
      'unreachable',
      `AWS did not answer the deletion of \`${name}\` in account ${accountId}, so whether it is gone is not known yet. Straybytes looks again by itself within minutes.`,
      { ...error.details, reason: 'unanswered' },
      error,
    );
  }
}

async function starterOrThrow(starterId: string): Promise<StarterView> {
  const starter = z.uuid().safeParse(starterId).success ? await starterById(starterId) : null;
  if (!starter) throw new AppError('notFound', `There is no budget ${starterId} that was created here.`, { starterId });
  return starter;
}
