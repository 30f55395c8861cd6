import { getCostFilters } from './costs.ts';
import { accountIdsOf, getAccountViews } from './scope.ts';
import type { Scope } from './scope-query.ts';

/** What an address narrows a page to and nobody knows. */
export type UnknownPlace = { kind: 'account' | 'unit'; name: string };

/** Null for a scope that is known, or that leaves nothing out. An account on the bill alone is known. */
export async function findUnknownPlace({ account, ou }: Scope): Promise<UnknownPlace | null> {
  if (account !== undefined) {
    const views = await getAccountViews();
    if (views.some(({ accountId }) => accountId === account)) return null;
    const { accounts } = await getCostFilters();
    return accounts.some(({ accountId }) => accountId === account) ? null : { kind: 'account', name: account };
  }
  if (ou === undefined) return null;
  const ids = await accountIdsOf({ ou });
  return ids?.length === 0 ? { kind: 'unit', name: ou } : null;
}
