import { DescribeBudgetCommand } from '@aws-sdk/client-budgets';
import { AppError } from '#lib/errors.ts';
import type { Budget } from '#lib/spend/budget.ts';
import { budgetOf } from './budget-answer.ts';
import { notificationsOf } from './describe-budgets.ts';
import { askBudgets } from './send-billing.ts';
import type { AwsTarget } from './target.ts';

/**
 * One budget of the target's account with its alerts and whom they tell; null when there is none of this name.
 * @throws AppError when it cannot be read
 */
export async function describeBudget({ target, name }: { target: AwsTarget; name: string }): Promise<Budget | null> {
  try {
    const command = { AccountId: target.accountId, BudgetName: name, ShowFilterExpression: true };
    const { Budget: found } = await askBudgets({
      target,
      operation: 'DescribeBudget',
      budget: name,
      send: (client, prepare) => client.send(prepare(new DescribeBudgetCommand(command))),
    });
    return found ? budgetOf(found, await notificationsOf({ target, budget: name })) : null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'notFound') return null;
    throw error;
  }
}
