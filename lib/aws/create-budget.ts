import { CreateBudgetCommand, type CreateBudgetCommandInput } from '@aws-sdk/client-budgets';
import { askBudgets } from './send-billing.ts';
import type { AwsTarget } from './target.ts';

/** A request of CreateBudget, exactly as it goes on the wire. */
export type CreateBudgetRequest = CreateBudgetCommandInput;

/**
 * Creates a budget with its alerts. The target must have the power `fix`. A call that got no answer is repeated, so that
 * `conflict` may also mean that the first one came through: the caller looks at what is there.
 * @throws AppError `conflict` when one of this name exists, `refused` when a limit of AWS's is reached, `invalid`, …
 */
export async function createBudget({
  target,
  request,
}: {
  target: AwsTarget;
  request: CreateBudgetRequest;
}): Promise<void> {
  await askBudgets({
    target,
    operation: 'CreateBudget',
    budget: request.Budget?.BudgetName ?? '',
    send: (client, prepare) => client.send(prepare(new CreateBudgetCommand(request))),
  });
}
