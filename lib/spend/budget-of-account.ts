import type { Budget } from './budget.ts';

/** Whether a budget is of an account: its own, or one elsewhere that is narrowed to it; not its own of other accounts only. */
export function isBudgetOf(
  accountId: string,
  { ownerId, budget: { linkedAccounts } }: { ownerId: string; budget: Pick<Budget, 'linkedAccounts'> },
): boolean {
  return linkedAccounts?.includes(accountId) ?? ownerId === accountId;
}

/**
 * What a budget is narrowed to beside accounts, in words, such as one service; null: it counts all of their costs. To leave
 * out credits, refunds or taxes is no narrowing.
 */
export function partCounted({ filter, linkedAccounts }: Pick<Budget, 'filter' | 'linkedAccounts'>): string | null {
  const parts = filter?.split(' and ') ?? [];
  const others = parts.filter((part) => {
    if (part.includes(' or ')) return true;
    if (linkedAccounts && /^linked account is /.test(part)) return false;
    return !/^not \(record type is [^()]*\)$/.test(part);
  });
  return others.length > 0 ? others.join(' and ') : null;
}
