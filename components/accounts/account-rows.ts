import type { AccountGlance } from '#lib/data/accounts.ts';
import { isLookedAt } from '#lib/guardrails/account-state.ts';
import { accountsBelow, type OuNode, ouTree } from '#lib/guardrails/ou-tree.ts';
import { exactSum } from '#lib/spend/exact.ts';
import { isHiddenKnown } from '#lib/waste/hidden.ts';

/** What stands beside the name of a unit: sums over all below it that are looked at. */
export type UnitSums = {
  accounts: number;
  /** Null: nothing of any of them was read. */
  monthlyUsd: number | null;
  atLeast: boolean;
  /** Exact; null: of none of them known. */
  spent: string | null;
  failing: number;
};

export type UnitRow = { kind: 'unit'; path: string; name: string; depth: number; sums: UnitSums };
export type AccountRow = UnitRow | { kind: 'account'; account: AccountGlance; depth: number };

/**
 * One page of the rows, `pages` of them. A page that begins within units begins with their rows again, so that no account
 * stands without its unit.
 */
export function pageOfRows(
  rows: readonly AccountRow[],
  { page, size }: { page: number; size: number },
): { rows: AccountRow[]; at: number; pages: number } {
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const at = Math.min(page, pages);
  const first = (at - 1) * size;
  const shown = rows.slice(first, first + size);
  return { rows: [...unitsAbove(rows, first), ...shown], at, pages };
}

/** The rows of the units that the row at `index` is in, from the root down. */
function unitsAbove(rows: readonly AccountRow[], index: number): UnitRow[] {
  const above: UnitRow[] = [];
  let depth = rows[index]?.depth ?? 0;
  for (let before = index - 1; before >= 0 && depth > 0; before--) {
    const row = rows[before];
    if (row?.kind !== 'unit' || row.depth >= depth) continue;
    above.unshift(row);
    depth = row.depth;
  }
  return above;
}

/**
 * The tree of units as rows: a unit, then its accounts, then the units below it. Of a few accounts out of many units
 * (`isShort`), a unit that holds nothing but one other is one row with it: "Retail / Team 1 / Stage".
 */
export function accountRows(accounts: readonly AccountGlance[], { isShort = false } = {}): AccountRow[] {
  return rowsOf({ node: ouTree(accounts), depth: 0, isShort });
}

type Below = { node: OuNode<AccountGlance>; depth: number; isShort: boolean };

function rowsOf({ node, depth, isShort }: Below): AccountRow[] {
  const own = node.accounts.map((account): AccountRow => ({ kind: 'account', account, depth }));
  const below = node.units.flatMap((unit) => {
    const { names, last } = isShort ? chainOf(unit) : { names: [unit.name], last: unit };
    const sums = sumsOf(accountsBelow(last));
    const row: AccountRow = { kind: 'unit', path: last.path, name: names.join(' / '), depth, sums };
    return [row, ...rowsOf({ node: last, depth: depth + 1, isShort })];
  });
  return [...own, ...below];
}

/** A unit and the only one below it, and so on, as long as none of them holds an account. */
function chainOf(unit: OuNode<AccountGlance>): { names: string[]; last: OuNode<AccountGlance> } {
  const [only, ...others] = unit.units;
  if (!only || others.length > 0 || unit.accounts.length > 0) return { names: [unit.name], last: unit };
  const { names, last } = chainOf(only);
  return { names: [unit.name, ...names], last };
}

function sumsOf(all: readonly AccountGlance[]): UnitSums {
  const accounts = all.filter(({ seen }) => isLookedAt(seen));
  // What it spent this month it spent, whether it is looked at or not.
  const spent = all.flatMap((account) => account.spent ?? []);
  return {
    accounts: all.length,
    monthlyUsd: accounts.some(isHiddenKnown) ? accounts.reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0) : null,
    atLeast: accounts.some(({ atLeast }) => atLeast),
    spent: spent.length === 0 ? null : exactSum(spent),
    failing: accounts.reduce((sum, { guardrails }) => sum + (guardrails?.fail ?? 0), 0),
  };
}
