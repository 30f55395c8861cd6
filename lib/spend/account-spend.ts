import { Decimal } from 'decimal.js';

/** What each account cost, as an exact decimal, out of costs by period and account. */
export function spendByAccount(items: readonly { keys: readonly string[]; amount: string }[]): Map<string, string> {
  const sums = new Map<string, Decimal>();
  for (const { keys, amount } of items) {
    const [accountId = ''] = keys;
    sums.set(accountId, (sums.get(accountId) ?? new Decimal(0)).plus(amount));
  }
  return new Map([...sums].map(([accountId, sum]) => [accountId, sum.toFixed()]));
}
