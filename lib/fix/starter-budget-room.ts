import { countBudgets } from '#lib/aws/count-budgets.ts';
import type { AwsTarget } from '#lib/aws/target.ts';
import { AppError } from '#lib/errors.ts';
import { formatCount } from '#lib/money/format.ts';

/** Budgets an account may have: https://docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html */
export const MOST_BUDGETS = 20_000;

/**
 * Before a budget is created. An account whose budgets cannot be counted is let through: AWS has the last word.
 * @throws AppError `refused` with `details.reason = 'awsLimit'` where it has as many as AWS allows
 */
export async function requireRoom(target: AwsTarget): Promise<void> {
  const { accountId } = target;
  const count = await countBudgets({ target, enough: MOST_BUDGETS }).catch((error) => {
    if (error instanceof AppError) return 0;
    throw error;
  });
  if (count < MOST_BUDGETS) return;
  throw new AppError(
    'refused',
    `Account ${accountId} has ${formatCount(count)} budgets, which is as many as AWS allows. Nothing was sent. Delete one that is no longer needed, or ask AWS for more under Service Quotas.`,
    { accountId, reason: 'awsLimit' },
  );
}
