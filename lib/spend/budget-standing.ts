import { DAY_MS } from '#lib/waste/age.ts';
import type { Budget } from './budget.ts';
import { type BudgetPeriod, budgetPeriod } from './budget-period.ts';
import { BUDGETS_UNREAD } from './budgets-read.ts';
import { type BudgetVerdict, byAttention, isPast, judgeBudget } from './judge-budget.ts';
import { budgetsOf, missingBudgets } from './missing-budgets.ts';
import type { ReadingState, SpendReading } from './reading.ts';
import type { UnreadPayer } from './unread-payer.ts';

/** A budget of an account and how it stands now. */
export type BudgetStanding = {
  accountId: string;
  accountName: string;
  budget: Budget;
  verdict: BudgetVerdict;
  /** The one that the figures are of. */
  period: BudgetPeriod | null;
  /** That period is over, and how the budget stands in the present one was not read. */
  past: boolean;
  /** When AWS said so. */
  readAt: Date;
  /** It could not be read since, or nobody did for days: how it stands is as of `readAt`, not as of now. */
  stale: boolean;
};

/** Budgets are read once a day. */
const MAX_AGE_MS = 3 * DAY_MS;

type AccountName = { accountId: string; accountName: string };

export type BudgetStandings = {
  /** What needs a person first. */
  items: BudgetStanding[];
  /** Accounts that could be read and have no cost budget. */
  missing: AccountName[];
  /** Accounts that could not be read the last time, and why; what was known of them before is among the items. */
  unread: (AccountName & { state: ReadingState; problem: string })[];
  /** Accounts that have none of their own, while what the account that pays for them has is not known, and why. */
  unknown: (AccountName & { problem: string })[];
  /** Every account that was asked, by name. */
  accounts: AccountName[];
  /** Those of which anything is known, be it of a former attempt. */
  known: AccountName[];
  /** When any of it was last tried to be read; null: never. */
  readAt: Date | null;
};

/** All that is known of the budgets of all accounts, out of a snapshot's readings. */
export function budgetStandings({
  readings,
  payer = null,
  now,
}: {
  readings: readonly (SpendReading & { accountName: string })[];
  /** As `unreadPayer` says; for who asks what is missing. */
  payer?: UnreadPayer<unknown> | null;
  now: Date;
}): BudgetStandings {
  const own = readings.filter(({ kind }) => kind === 'budgets');
  const items = own.flatMap((reading) => {
    const { accountId, accountName } = reading;
    const readAt = reading.dataAt ?? reading.readAt;
    const failed = reading.state !== 'ok' && reading.state !== 'none';
    const stale = failed || now.getTime() - readAt.getTime() > MAX_AGE_MS;
    return (budgetsOf(reading) ?? []).map((budget) => {
      const verdict = judgeBudget({ budget, now, readAt });
      const past = verdict.state !== 'ended' && isPast({ budget, now, readAt });
      return {
        accountId,
        accountName,
        budget,
        verdict,
        period: budgetPeriod({ budget, now: readAt }),
        past,
        readAt,
        stale,
      };
    });
  });
  const accounts = own.map(({ accountId, accountName }) => ({ accountId, accountName })).sort(byName);
  const { missing, unread, unknown } = missingBudgets({ accounts, readings: own, payer, now });
  return {
    items: items.sort((a, b) => byAttention(a, b) || byName(a, b) || a.budget.name.localeCompare(b.budget.name)),
    missing,
    unread: unread.map((account) => ({ ...account, problem: account.problem ?? BUDGETS_UNREAD })),
    unknown,
    accounts,
    known: accounts.filter(({ accountId }) =>
      own.some((reading) => reading.accountId === accountId && isKnown(reading)),
    ),
    readAt: own.reduce<Date | null>((newest, { readAt }) => (newest && newest > readAt ? newest : readAt), null),
  };
}

function isKnown(reading: SpendReading): boolean {
  return reading.state === 'none' || budgetsOf(reading) !== null;
}

function byName(a: AccountName, b: AccountName): number {
  return a.accountName.localeCompare(b.accountName) || a.accountId.localeCompare(b.accountId);
}
