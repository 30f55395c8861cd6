import { DeleteBudgetCommand } from '@aws-sdk/client-budgets';
import { AppError } from '#lib/errors.ts';
import { askBudgets } from './send-billing.ts';
import type { AwsTarget } from './target.ts';

/**
 * Deletes a budget with its alerts. The target must have the power `fix`.
 * @returns false when there was none of this name (also when a repeated call finds its first one done)
 * @throws AppError
 */
export async function deleteBudget({ target, name }: { target: AwsTarget; name: string }): Promise<boolean> {
  try {
    await askBudgets({
      target,
      operation: 'DeleteBudget',
      budget: name,
      send: (client, prepare) =>
        client.send(prepare(new DeleteBudgetCommand({ AccountId: target.accountId, BudgetName: name }))),
    });
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'notFound') return false;
    throw error;
  }
}
