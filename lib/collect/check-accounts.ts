import pLimit from 'p-limit';
import { homeRegion } from '#lib/aws/endpoint.ts';
import { ambientIdentity } from '#lib/aws/identity.ts';
import type { Meter } from '#lib/aws/target.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { whyUnreached } from '#lib/guardrails/account-state.ts';
import type { PolicyDocument } from '#lib/guardrails/policy-document.ts';
import { isStoreAway } from '#lib/store/database-errors.ts';
import { isStopped, stopped } from './billing-budget.ts';
import { CALLS_AT_ONCE, preflight } from './preflight.ts';
import { unforeseen } from './reading-context.ts';
import type { RunContext } from './run-context.ts';

const MOST_AT_ONCE = 16;

/** How the check of an account went. */
export type CheckedAccount = {
  accountId: string;
  /** Why its role could not be used, or nothing could be told of it; null: what it allows and denies is known. */
  problem: string | null;
};

/**
 * Looks into accounts as Check now does into one (`preflight`), several side by side within SCAN_CONCURRENCY: whether their
 * roles can be used, and which of our actions are denied. One that cannot be looked into says why and holds up no other.
 * @throws AppError with `details.reason = 'stopping'`, and what the store throws
 */
export async function checkAccounts({
  context,
  accounts,
}: {
  context: RunContext;
  accounts: readonly string[];
}): Promise<CheckedAccount[]> {
  const { partition } = await ambientIdentity();
  const fixPolicy = context.fixPolicy(partition);
  const atOnce = Math.floor(env().SCAN_CONCURRENCY / CALLS_AT_ONCE);
  const limit = pLimit(Math.max(1, Math.min(MOST_AT_ONCE, atOnce)));
  return Promise.all(accounts.map((accountId) => limit(() => checkOne({ context, accountId, fixPolicy }))));
}

async function checkOne({
  context,
  accountId,
  fixPolicy,
}: {
  context: RunContext;
  accountId: string;
  fixPolicy: PolicyDocument;
}): Promise<CheckedAccount> {
  if (context.stopping()) throw stopped();
  const region = homeRegion();
  // Both roles are tried: what the one that fixes is allowed says nothing of the one that reads.
  const meter: Meter = {
    count: ({ operation, attempts }) => context.counter.count(operation, attempts, region),
    reserve: (operation) => context.budget.pay(operation, region),
  };
  try {
    const view = await preflight({ accountId, fixPolicy, actor: context.run.requestedBy, meter });
    return { accountId, problem: whyUnreached(view) };
  } catch (error) {
    if (isStoreAway(error) || isStopped(error)) throw error;
    return { accountId, problem: (error instanceof AppError ? error : unforeseen(error)).message };
  }
}
