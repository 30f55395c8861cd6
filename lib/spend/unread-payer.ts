import { whyNotLookedAt } from '#lib/guardrails/account-state.ts';
import { BUDGETS_UNREAD, budgetsRead } from './budgets-read.ts';
import type { SpendReading } from './reading.ts';

type Account = Parameters<typeof whyNotLookedAt>[0] & {
  /** How we know of it: its organization lists it, or something else does. */
  managed: string;
  management: boolean;
};
type Reading = Pick<SpendReading, 'kind' | 'accountId' | 'state' | 'problem' | 'data'>;

/** The account that pays for an organization, whose budgets nobody could read. */
export type UnreadPayer<R> = {
  accountId: string;
  name: string;
  /** Accounts that it pays for. */
  members: ReadonlySet<string>;
  /** Of its budgets, as they were tried last; null: they never were, or it is not looked at. */
  reading: R | null;
  /** Why its budgets are not known. */
  problem: string;
};

/**
 * A budget of the payer can be narrowed to one account: while nobody could read them, none of its members is known to be
 * without one.
 * @returns null: they were read, or we know of no account that pays for others
 */
export function unreadPayer<R extends Reading>({
  accounts,
  readings,
}: {
  /** Every account that is known. */
  accounts: readonly Account[];
  readings: readonly R[];
}): UnreadPayer<R> | null {
  const payer = accounts.find(({ management, leftAt, unnamed }) => management && leftAt === null && unnamed === null);
  if (!payer) return null;
  const { accountId, name } = payer;
  const out = whyNotLookedAt(payer);
  const of =
    out === null ? readings.find((each) => each.kind === 'budgets' && each.accountId === accountId) : undefined;
  if (of && budgetsRead(of) !== null) return null;
  const members = accounts.filter(({ managed, management }) => managed === 'organization' && !management);
  return {
    accountId,
    name,
    members: new Set(members.map((member) => member.accountId)),
    reading: of ?? null,
    problem: out ?? (of ? (of.problem ?? BUDGETS_UNREAD) : 'Its budgets were not read yet: collect them.'),
  };
}

/** What that means for one of its members, in sentences. */
export function unreadPayerWords({ accountId, name, problem }: Omit<UnreadPayer<unknown>, 'members'>): string {
  const called = name === accountId ? accountId : `${name} (${accountId})`;
  return `The account that pays for it, ${called}, may hold a budget for it. ${problem}`;
}
