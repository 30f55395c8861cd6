import { AppError } from '#lib/errors.ts';
import { whyNotLookedAt } from '#lib/guardrails/account-state.ts';
import { awsNow } from '#lib/store/clock.ts';
import { type KnownAccount, knownAccounts } from '#lib/store/known-accounts.ts';
import { accountIdsInOu } from '#lib/store/ou-accounts.ts';
import { discoverAccounts } from './discover-accounts.ts';

const MOST_TOLD = 5;

/**
 * Sees that accounts that somebody asks to have looked at can be. Where one is not known or is closed, the accounts are
 * found afresh first, for which AWS bills nothing: the organization may have gained it since.
 * @throws AppError `notFound` naming those that nobody knows; `refused` with `details.reason = 'notLookedAt'` naming those
 * that are left out, closed, gone or named by nothing any more, and why
 */
export async function requireLookedAt(accountIds: readonly string[]): Promise<void> {
  const before = await knownById();
  if (accountIds.every((accountId) => isOpen(before.get(accountId)))) return;
  // What a person left out no discovery takes in again.
  if (accountIds.some((accountId) => before.get(accountId)?.excluded !== true && !isOpen(before.get(accountId)))) {
    const at = await awsNow();
    await discoverAccounts({ meter: { count: () => undefined }, now: () => at });
  }
  const known = await knownById();
  const unknown = accountIds.filter((accountId) => !known.has(accountId));
  if (unknown.length > 0) throw unknownAccounts(unknown);
  const closed = accountIds.filter((accountId) => !isOpen(known.get(accountId)));
  if (closed.length > 0) throw notLookedAt(closed, known);
}

/**
 * Sees the same of one account by what is known already, asking AWS nothing.
 * @throws AppError as requireLookedAt
 */
export async function requireOpen(accountId: string): Promise<void> {
  const account = await requireKnown(accountId);
  if (!isOpen(account)) throw notLookedAt([accountId], new Map([[accountId, account]]));
}

/**
 * The accounts in a unit and below it that are looked at, however many, by what is known already.
 * @param ou its path (lib/guardrails/ou-tree.ts)
 * @throws AppError `notFound` for a unit that nobody knows; `refused` where none of its accounts is looked at
 */
export async function lookedAtIn(ou: string): Promise<string[]> {
  const [accountIds, known] = await Promise.all([accountIdsInOu(ou), knownById()]);
  if (accountIds.length === 0) throw new AppError('notFound', `No account is known in a unit ${ou}.`, { ou });
  const open = accountIds.filter((accountId) => isOpen(known.get(accountId)));
  if (open.length === 0) throw notLookedAt(accountIds, known);
  return open;
}

/** @throws AppError `notFound` for an account that nobody knows */
export async function requireKnown(accountId: string): Promise<KnownAccount> {
  const account = (await knownById()).get(accountId);
  if (!account) throw unknownAccounts([accountId]);
  return account;
}

function notLookedAt(closed: readonly string[], known: ReadonlyMap<string, KnownAccount>): AppError {
  const why = closed.slice(0, MOST_TOLD).map((accountId) => whyOf(known.get(accountId)));
  return new AppError('refused', [...why, more(closed)].filter(Boolean).join(' '), {
    reason: 'notLookedAt',
    accounts: closed.join(', '),
  });
}

function unknownAccounts(unknown: readonly string[]): AppError {
  const told = unknown.slice(0, MOST_TOLD).join(', ');
  const rest = more(unknown);
  return new AppError(
    'notFound',
    `Nobody knows ${unknown.length === 1 ? 'an account' : 'the accounts'} ${told}${rest ? ` ${rest}` : '.'} A collection finds the accounts of the organization, of MEMBER_ACCOUNTS and of the credentials.`,
    { accounts: unknown.join(', ') },
  );
}

async function knownById(): Promise<Map<string, KnownAccount>> {
  return new Map((await knownAccounts()).map((account) => [account.accountId, account]));
}

function isOpen(account: KnownAccount | undefined): boolean {
  return account !== undefined && whyNotLookedAt(account) === null;
}

function whyOf(account: KnownAccount | undefined): string {
  return (account && whyNotLookedAt(account)) ?? '';
}

function more(accounts: readonly string[]): string {
  return accounts.length > MOST_TOLD ? `and ${accounts.length - MOST_TOLD} more.` : '';
}
