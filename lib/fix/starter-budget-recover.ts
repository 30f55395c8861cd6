import type { OwnSession } from '#lib/aws/own-session.ts';
import { AppError } from '#lib/errors.ts';
import { advanceStarter, type StarterProgress, type StarterView, takeOverStarter } from '#lib/store/starter-budgets.ts';
import { newOwner } from './lease.ts';
import { liveNow } from './live-now.ts';
import {
  budgetsTarget,
  defaultStarterPace,
  type LiveBudget,
  liveBudget,
  noteStarter,
  type StarterPace,
} from './starter-budget-live.ts';

/**
 * Decides what became of budgets whose writer was killed or got no answer: what AWS has says it. Writes nothing to AWS. An
 * account that cannot be read now, or shows nothing right after the write, is left for the next time.
 * @param accountId only this account's; all by default
 * @param as whose session looks at the account, where our role may not be there
 */
export async function recoverStarterBudgets({
  accountId,
  name,
  pace = defaultStarterPace,
  as,
}: {
  accountId?: string;
  name?: string;
  pace?: StarterPace;
  as?: OwnSession | undefined;
} = {}): Promise<void> {
  const seen: string[] = [];
  for (;;) {
    const owner = newOwner();
    const starter = await takeOverStarter({ accountId, name, but: seen, owner, seconds: pace.leaseSeconds });
    if (!starter) return;
    seen.push(starter.starterId);
    try {
      await recover(starter, { owner, pace, as });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
}

async function recover(
  starter: StarterView,
  { owner, pace, as }: { owner: string; pace: StarterPace; as: OwnSession | undefined },
): Promise<void> {
  const { starterId, accountId, request, state, writeBegunAt } = starter;
  const target = budgetsTarget({ accountId, actor: starter.actor, as });
  const live = await liveBudget({ target, request, ours: true }).finally(target.settle);
  const at = await liveNow();
  const sinceWrite = writeBegunAt ? at.getTime() - writeBegunAt.getTime() : Number.POSITIVE_INFINITY;
  const old = state === 'undoing' ? live.state === 'equal' : live.state === 'none';
  if (old && sinceWrite < pace.settleMs) return;
  const set = state === 'undoing' ? undoVerdict(live, at) : createVerdict(live, at);
  if (!(await advanceStarter({ starterId, from: state, owner, set }))) return;
  await noteStarter(starter, {
    actor: 'straybytes',
    action: 'budget.recover',
    from: state,
    state: set.state,
    ...(set.problem && { problem: set.problem }),
  });
}

function createVerdict(live: LiveBudget, at: Date): StarterProgress {
  if (live.state === 'equal') return { state: 'created', appliedAt: at, problem: null };
  const problem =
    live.state === 'none'
      ? 'It was stopped or failed before AWS created it: there is no such budget. Create it again.'
      : `Its creation got no answer, and the budget of this name is another one: ${live.differences.join('; ')}. Nothing was touched.`;
  return { state: 'failed', problem };
}

function undoVerdict(live: LiveBudget, at: Date): StarterProgress {
  if (live.state === 'none') return { state: 'undone', undoneAt: at, problem: null };
  const problem =
    live.state === 'different'
      ? `Its deletion got no answer, and it was changed since: ${live.differences.join('; ')}. Nothing was touched.`
      : null;
  return { state: 'created', undoneBy: null, problem };
}
