import { exactSum } from './exact.ts';

/** What each account cost, as an exact decimal, out of costs by period and account. */
export function spendByAccount(items: readonly { keys: readonly string[]; amount: string }[]): Map<string, string> {
  const own = Map.groupBy(items, ({ keys: [accountId = ''] }) => accountId);
  return new Map([...own].map(([accountId, costs]) => [accountId, exactSum(costs.map(({ amount }) => amount))]));
}
