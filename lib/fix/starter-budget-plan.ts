import { isDeepStrictEqual } from 'node:util';
import type { OwnSession } from '#lib/aws/own-session.ts';
import { type StarterInput, type StarterRequest, starterBudget } from '#lib/spend/starter-budget.ts';
import { type StarterView, startersInForce } from '#lib/store/starter-budgets.ts';
import { budgetsTarget, differentBudget, type LiveBudget, liveBudget } from './starter-budget-live.ts';
import { requireRoom } from './starter-budget-room.ts';

/** What creating a starter budget would do. */
export type StarterPlan = {
  accountId: string;
  name: string;
  /** As CreateBudget gets it. */
  request: StarterRequest;
  /** found: an equal budget of this name is there already, so that nothing would be written. */
  outcome: 'create' | 'found';
  /** Of the one created here, where it is in force. */
  starterId: string | null;
};

/**
 * Reads what AWS has under the name and says what would be sent. Writes nothing.
 * @param as the person's own session, in place of our role
 * @throws AppError `invalid` naming every field that is not of the form asked for; `conflict` when a different budget has
 * the name; `refused` where the account has as many as AWS allows; what reading a budget throws
 */
export async function planStarterBudget(input: StarterInput, as?: OwnSession): Promise<StarterPlan> {
  const request = starterRequest(input);
  const { AccountId: accountId } = request;
  const { BudgetName: name } = request.Budget;
  const [starter] = await startersInForce({ accountId, name });
  const target = budgetsTarget({ accountId, as });
  const live = await lookedAt({ target, request, ours: isOurs(starter, request) }).finally(target.settle);
  if (live.state === 'different')
    throw differentBudget({ accountId, name }, live.differences, 'another one than asked for');
  const found = live.state === 'equal';
  const starterId = found && starter?.state === 'created' ? starter.starterId : null;
  return { accountId, name, request, outcome: found ? 'found' : 'create', starterId };
}

async function lookedAt(of: Parameters<typeof liveBudget>[0]): Promise<LiveBudget> {
  const live = await liveBudget(of);
  if (live.state === 'none') await requireRoom(of.target);
  return live;
}

/** @throws AppError `invalid` */
export function starterRequest(input: StarterInput): StarterRequest {
  const request = starterBudget(input);
  if (!request.ok) throw request.error;
  return request.value;
}

/** Whether a record is of this very request, and in force. */
export function isOurs(record: StarterView | null | undefined, request: StarterRequest): boolean {
  return record?.state === 'created' && isDeepStrictEqual(record.request, request);
}
