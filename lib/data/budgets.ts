import { cache } from 'react';
import { ofLookedAt } from '#lib/guardrails/looked-at.ts';
import { requireViewer } from '#lib/session.ts';
import { budgetsOfAccounts } from '#lib/spend/account-budgets.ts';
import { budgetStandings } from '#lib/spend/budget-standing.ts';
import { type Freshness, freshness } from '#lib/spend/freshness.ts';
import { unreadPayer } from '#lib/spend/unread-payer.ts';
import { startersInForce } from '#lib/store/starter-budgets.ts';
import { accountIdsOf, getAccountViews } from './scope.ts';
import type { Scope } from './scope-query.ts';
import { getNow } from './snapshot.ts';
import { getReadings } from './spend.ts';

/** Every budget as last read, judged at this moment; what is missing; accounts to choose from; and those that were created here. */
export const getBudgets = cache(async () => {
  const [readings, accounts, now, starters] = await Promise.all([
    getBudgetReadings(),
    getAccountViews(),
    getNow(),
    getStarters(),
  ]);
  const standings = budgetStandings({ readings, payer: unreadPayer({ accounts, readings }), now });
  // AWS Budgets knows accounts by twelve digits; a server that only speaks S3 has none.
  const choices = standings.accounts.filter(({ accountId }) => /^\d{12}$/.test(accountId));
  return { ...standings, choices, starters };
});

/** The same of one account or of a unit, with the budgets elsewhere that are narrowed to it. */
export async function getBudgetsOf(scope: Scope) {
  const [all, accountIds] = await Promise.all([getBudgets(), accountIdsOf(scope)]);
  if (accountIds === undefined) return all;
  const ids = new Set(accountIds);
  const own = <T extends { accountId: string }>(list: readonly T[]) =>
    list.filter(({ accountId }) => ids.has(accountId));
  const { items, missing, unread, unknown, accounts, known, choices } = all;
  const ofScope = budgetsOfAccounts(items, accountIds);
  const read = new Set(known.map(({ accountId }) => accountId));
  const isKnown = (accountId: string) => read.has(accountId) || budgetsOfAccounts(ofScope, [accountId]).length > 0;
  return {
    ...all,
    items: ofScope,
    missing: own(missing),
    unread: own(unread),
    unknown: own(unknown),
    accounts: own(accounts),
    known: accounts.filter(({ accountId }) => ids.has(accountId) && isKnown(accountId)),
    choices: own(choices),
  };
}

/** How old what is known of the budgets of a scope is, and whether the last attempt failed. */
export async function getBudgetsFreshness(scope: Scope): Promise<Freshness> {
  const [readings, accountIds] = await Promise.all([getBudgetReadings(), accountIdsOf(scope)]);
  return freshness(readings.filter(({ accountId }) => accountIds === undefined || accountIds.includes(accountId)));
}

/** Those of accounts that are looked at: one that a person left out since, or that left, counts nowhere. */
async function getBudgetReadings() {
  const [readings, views] = await Promise.all([getReadings('budgets'), getAccountViews()]);
  return ofLookedAt(readings, views);
}

/** The starter budgets in force, by account and name: `starterKey`. Current state, not of a snapshot. */
async function getStarters(): Promise<ReadonlyMap<string, string>> {
  await requireViewer('look');
  const created = (await startersInForce()).filter(({ state }) => state === 'created');
  return new Map(created.map(({ accountId, name, starterId }) => [starterKey(accountId, name), starterId]));
}

export function starterKey(accountId: string, name: string): string {
  return `${accountId} ${name}`;
}
