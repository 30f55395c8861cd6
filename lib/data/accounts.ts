import { cacheLife } from 'next/cache';
import { cache } from 'react';
import { z } from 'zod';
import { type AccessCause, accessCauses } from '#lib/guardrails/access-cause.ts';
import {
  type AccountState,
  accountState,
  hasGuardrails,
  isHindered,
  isLookedAt,
} from '#lib/guardrails/account-state.ts';
import { type GuardrailGlance, guardrailGlance } from '#lib/guardrails/guardrail-standing.ts';
import { requireViewer } from '#lib/session.ts';
import { accountBudget } from '#lib/spend/account-budgets.ts';
import type { BudgetStanding } from '#lib/spend/budget-standing.ts';
import { dayOf } from '#lib/spend/calendar.ts';
import { type AccountMonth, accountMonth } from '#lib/store/account-month.ts';
import type { AccountView } from '#lib/store/account-views.ts';
import { storedOrganization } from '#lib/store/organization.ts';
import { unreadReasons } from '#lib/store/unread-reasons.ts';
import { getBudgets } from './budgets.ts';
import { getConnection } from './connection.ts';
import { getGuardrails } from './guardrails.ts';
import { accountIdsOf, getAccountViews } from './scope.ts';
import type { Scope } from './scope-query.ts';
import { getNow, getSnapshot } from './snapshot.ts';
import { getSpendSnapshot } from './spend.ts';

/** An account with all that stands beside its name. */
export type AccountGlance = AccountView & {
  seen: AccountState;
  /** Unblended, of the month to date; null: not known. */
  spent: string | null;
  /** Its budget that needs a person most, be it the payer's of it. `missing`: it was read and has no cost budget; null: not known. */
  budget: BudgetStanding | 'missing' | null;
  /** Why that is not known, as far as anything says so. */
  budgetProblem: string | null;
  /** Null: never checked. */
  guardrails: GuardrailGlance | null;
};

export type Accounts = { items: AccountGlance[]; month: Omit<AccountMonth, 'spend'> | null };

/** Every account that we know of, with its waste, spend, budget and guardrails. */
export const getAccounts = cache(async (): Promise<Accounts> => {
  const [views, month, { items: standings, missing, unread, unknown }, { items: guardrails }, connection] =
    await Promise.all([getAccountViews(), getAccountMonth(), getBudgets(), getGuardrails(), getConnection()]);
  const checked = Map.groupBy(guardrails, ({ accountId }) => accountId);
  const without = new Set(missing.map(({ accountId }) => accountId));
  const doubtful = new Set(unknown.map(({ accountId }) => accountId));
  const problems = new Map([...unread, ...unknown].map(({ accountId, problem }) => [accountId, problem]));
  const spend = new Map(month?.spend);
  return {
    month,
    items: views.map((view) => {
      const { accountId } = view;
      const own = checked.get(accountId);
      return {
        ...view,
        seen: accountState({
          ...view,
          isUnguarded: hasGuardrails(connection) && !own?.some(({ checkedAt }) => checkedAt !== null),
        }),
        spent: spend.get(accountId) ?? null,
        budget: doubtful.has(accountId)
          ? null
          : accountBudget({ accountId, standings, isMissing: without.has(accountId) }),
        budgetProblem: problems.get(accountId) ?? null,
        guardrails: guardrailGlance(own ?? []),
      };
    }),
  };
});

/** The same of an account or of a unit. */
export async function getAccountsOf(scope: Scope): Promise<Accounts> {
  const [{ items, month }, accountIds] = await Promise.all([getAccounts(), accountIdsOf(scope)]);
  if (accountIds === undefined) return { items, month };
  const ids = new Set(accountIds);
  return { items: items.filter(({ accountId }) => ids.has(accountId)), month };
}

/** Why accounts of a scope are not seen whole, and how many of them there are: each cause once. */
export async function getAccessCauses(scope: Scope): Promise<{ causes: AccessCause[]; accounts: number }> {
  const [{ items }, snapshot] = await Promise.all([getAccountsOf(scope), getSnapshot()]);
  const unread = new Map(snapshot ? await readUnreadReasons(snapshot.snapshotId) : []);
  return {
    causes: accessCauses(items.map((account) => ({ ...account, unread: unread.get(account.accountId) ?? null }))),
    accounts: items.filter(({ seen }) => isHindered(seen)).length,
  };
}

/** The account that a path names; null when nobody knows it. */
export async function findAccount(params: { accountId: string }): Promise<AccountGlance | null> {
  const accountId = z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .safeParse(params.accountId);
  const { items } = await getAccounts();
  return items.find((account) => account.accountId === accountId.data) ?? null;
}

/** Why the organization's accounts or units could not be listed the last time, and what ends that; null when they could. */
export async function getOrganizationProblem() {
  await requireViewer('look');
  const organization = await storedOrganization();
  return organization?.problem ? { problem: organization.problem, remedy: organization.remedy } : null;
}

/** How many accounts are looked at, and how many of these cannot be seen whole. */
export async function getAccountCount(): Promise<{ lookedAt: number; hindered: number }> {
  const views = await getAccountViews();
  const states = views.map(accountState).filter(isLookedAt);
  return {
    lookedAt: states.length,
    hindered: states.filter(isHindered).length,
  };
}

async function readUnreadReasons(snapshotId: string) {
  'use cache';
  cacheLife('days');
  return [...(await unreadReasons(snapshotId))];
}

const getAccountMonth = cache(async () => {
  const [snapshot, now] = await Promise.all([getSpendSnapshot(), getNow()]);
  return snapshot && readAccountMonth(snapshot.snapshotId, dayOf(now));
});

async function readAccountMonth(_snapshotId: string, day: string) {
  'use cache';
  cacheLife('days');
  const month = await accountMonth({ now: new Date(day) });
  return month && { ...month, spend: [...month.spend] };
}
