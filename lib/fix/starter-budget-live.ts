import { describeBudget } from '#lib/aws/describe-budget.ts';
import type { OwnSession } from '#lib/aws/own-session.ts';
import type { AwsTarget } from '#lib/aws/target.ts';
import { AppError } from '#lib/errors.ts';
import type { Budget } from '#lib/spend/budget.ts';
import type { StarterRequest } from '#lib/spend/starter-budget.ts';
import { starterDifferences } from '#lib/spend/starter-differences.ts';
import { recordActivity } from '#lib/store/activity.ts';
import { renewStarterLease, type StarterView } from '#lib/store/starter-budgets.ts';
import { type Held, keepRenewing } from './lease.ts';
import { liveNow } from './live-now.ts';
import { type MeteredTarget, meteredTarget } from './metered-target.ts';

/** How long a write to AWS Budgets is waited for. */
export type StarterPace = {
  /** A write is another's to recover when its process was silent for so long; renewed three times as often. */
  leaseSeconds: number;
  /** For so long after a write, not to find the budget proves nothing. */
  settleMs: number;
};

export const defaultStarterPace: StarterPace = { leaseSeconds: 20, settleMs: 60_000 };

/** AWS Budgets has one region for each partition, which its client knows. */
export function budgetsTarget(whose: {
  accountId: string;
  actor?: string;
  as?: OwnSession | undefined;
}): MeteredTarget {
  return meteredTarget({ ...whose, region: 'us-east-1', power: 'fix' });
}

/** What AWS has under the name of a request, and in what it differs from it. */
export type LiveBudget = { state: 'none' } | { state: 'equal' | 'different'; budget: Budget; differences: string[] };

/**
 * @param ours it was created here by this very request: whom it tells may then be unread, as on servers that do not say it
 * @throws AppError when it cannot be read
 */
export async function liveBudget({
  target,
  request,
  ours = false,
}: {
  target: AwsTarget;
  request: StarterRequest;
  ours?: boolean;
}): Promise<LiveBudget> {
  const budget = await describeBudget({ target, name: request.Budget.BudgetName });
  if (!budget) return { state: 'none' };
  const differences = starterDifferences(request, budget, { unreadAlertsCount: !ours });
  return { state: differences.length === 0 ? 'equal' : 'different', budget, differences };
}

export function differentBudget(
  { accountId, name }: { accountId: string; name: string },
  differences: string[],
  what: string,
): AppError {
  return new AppError(
    'conflict',
    `The budget \`${name}\` of account ${accountId} is ${what}: ${differences.join('; ')}. Nothing was changed.`,
    { accountId, name, reason: 'different' },
  );
}

/** One line of the activity log about a budget. */
export async function noteStarter(
  { accountId, name, request, starterId }: Pick<StarterView, 'accountId' | 'name' | 'request'> & { starterId?: string },
  { actor, action, ...detail }: { actor: string; action: string; [fact: string]: unknown },
): Promise<void> {
  const amountUsd = Number(request.Budget.BudgetLimit.Amount);
  await recordActivity({
    at: await liveNow(),
    accountId,
    actor,
    action,
    detail: { name, amountUsd, ...(starterId && { starterId }), ...detail },
  });
}

/** Keeps a record leased while this process lives. */
export function holdStarter({
  starterId,
  owner,
  seconds,
}: {
  starterId: string;
  owner: string;
  seconds: number;
}): Held {
  return keepRenewing({
    seconds,
    details: { starterId },
    renew: (writesAt) => renewStarterLease({ id: starterId, owner, seconds, ...(writesAt && { writesAt }) }),
  });
}

/** Without an answer AWS may have written all the same. */
export function isUnanswered({ code, details }: AppError): boolean {
  return code === 'unreachable' || (code === 'failed' && /^5/.test(details.httpStatus ?? ''));
}
