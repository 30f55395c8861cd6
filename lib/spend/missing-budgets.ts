import { type Budget, budgetsSchema } from './budget.ts';
import { isBudgetOf } from './budget-of-account.ts';
import { hasEnded } from './budget-period.ts';
import type { ReadingState, SpendReading } from './reading.ts';
import { type UnreadPayer, unreadPayerWords } from './unread-payer.ts';

export type MissingBudgets<Account> = {
  /** Read, and no cost budget is of it, as `isBudgetOf` says. */
  missing: Account[];
  /** Whether they have budgets is not known, and why. */
  unread: (Account & { state: ReadingState; problem: string | null })[];
  /** Read, and without one of their own: whether the account that pays for them has one for them is not known, and why. */
  unknown: (Account & { problem: string })[];
};

/** A reading of budgets that could not be renewed still says what was there. */
export function budgetsOf({ kind, data }: Pick<SpendReading, 'kind' | 'data'>): Budget[] | null {
  const read = kind === 'budgets' ? budgetsSchema.safeParse(data) : null;
  return read?.success ? read.data.budgets : null;
}

/**
 * Accounts without a cost budget. An account that could not be read is not among them: it is unread, and so is one that
 * nobody asked yet. One whose payer could not be read is `unknown`. A budget whose life is over watches nothing.
 */
export function missingBudgets<Account extends { accountId: string }>({
  accounts,
  readings,
  payer = null,
  now,
}: {
  accounts: readonly Account[];
  readings: readonly Pick<SpendReading, 'kind' | 'accountId' | 'state' | 'problem' | 'data'>[];
  /** As `unreadPayer` says. */
  payer?: UnreadPayer<unknown> | null;
  now: Date;
}): MissingBudgets<Account> {
  const own = readings.filter(({ kind }) => kind === 'budgets');
  const watches = (budget: Budget) => budget.type === 'COST' && !hasEnded(budget, now);
  const all = own.flatMap((reading) =>
    (budgetsOf(reading) ?? []).filter(watches).map((budget) => ({ ownerId: reading.accountId, budget })),
  );
  const missing: Account[] = [];
  const unread: MissingBudgets<Account>['unread'] = [];
  const unknown: MissingBudgets<Account>['unknown'] = [];
  for (const account of accounts) {
    const reading = own.find(({ accountId }) => accountId === account.accountId);
    const state = reading?.state ?? 'noData';
    if (state !== 'ok' && state !== 'none')
      unread.push({ ...account, state, problem: reading?.problem ?? 'Its budgets were not read yet.' });
    else if (all.some((each) => isBudgetOf(account.accountId, each))) continue;
    else if (payer?.members.has(account.accountId)) unknown.push({ ...account, problem: unreadPayerWords(payer) });
    else missing.push(account);
  }
  return { missing, unread, unknown };
}
