import type { AccountGlance } from '#lib/data/accounts.ts';
import { isLookedAt } from '#lib/guardrails/account-state.ts';
import { accountsBelow, type OuNode, ouTree } from '#lib/guardrails/ou-tree.ts';
import { exactSum } from '#lib/spend/exact.ts';

/** What stands beside the name of a unit: sums over all below it that are looked at. */
export type UnitSums = {
  accounts: number;
  monthlyUsd: number;
  atLeast: boolean;
  /** Exact; null: of none of them known. */
  spent: string | null;
  failing: number;
};

export type UnitRow = { kind: 'unit'; path: string; name: string; depth: number; sums: UnitSums };
export type AccountRow = UnitRow | { kind: 'account'; account: AccountGlance; depth: number };

/** The tree of units as rows: a unit, then its accounts, then the units below it. */
export function accountRows(accounts: readonly AccountGlance[]): AccountRow[] {
  return rowsOf(ouTree(accounts), 0);
}

function rowsOf(node: OuNode<AccountGlance>, depth: number): AccountRow[] {
  const own = node.accounts.map((account): AccountRow => ({ kind: 'account', account, depth }));
  const below = node.units.flatMap((unit) => {
    const { path, name } = unit;
    const row: AccountRow = { kind: 'unit', path, name, depth, sums: sumsOf(accountsBelow(unit)) };
    return [row, ...rowsOf(unit, depth + 1)];
  });
  return [...own, ...below];
}

function sumsOf(all: readonly AccountGlance[]): UnitSums {
  const accounts = all.filter(({ seen }) => isLookedAt(seen));
  // What it spent this month it spent, whether it is looked at or not.
  const spent = all.flatMap((account) => account.spent ?? []);
  return {
    accounts: all.length,
    monthlyUsd: accounts.reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0),
    atLeast: accounts.some(({ atLeast }) => atLeast),
    spent: spent.length === 0 ? null : exactSum(spent),
    failing: accounts.reduce((sum, { guardrails }) => sum + (guardrails?.fail ?? 0), 0),
  };
}
