import { DescribeBudgetsCommand } from '@aws-sdk/client-budgets';
import { pagesOf } from './pages.ts';
import { askBudgets } from './send-billing.ts';
import type { AwsTarget } from './target.ts';

/** What AWS gives on a page at most. */
const PAGE = 1000;

/**
 * How many budgets the target's account has; from `enough` on it is not counted further.
 * @throws AppError when they cannot be read
 */
export async function countBudgets({ target, enough }: { target: AwsTarget; enough: number }): Promise<number> {
  let count = 0;
  const pages = pagesOf(async (NextToken) => {
    const command = { AccountId: target.accountId, MaxResults: PAGE, NextToken };
    const answer = await askBudgets({
      target,
      operation: 'DescribeBudgets',
      send: (client, prepare) => client.send(prepare(new DescribeBudgetsCommand(command))),
    });
    return { budgets: answer.Budgets ?? [], next: answer.NextToken };
  });
  for await (const { budgets } of pages) {
    count += budgets.length;
    if (count >= enough) break;
  }
  return count;
}
