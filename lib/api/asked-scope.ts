import { AppError } from '#lib/errors.ts';
import { isKnownAccount } from '#lib/store/known-accounts.ts';
import { accountIdsInOu } from '#lib/store/ou-accounts.ts';

type AskedScope = { account?: string | undefined; ou?: string | undefined };

/**
 * The accounts that a call asks for by `account`, by `ou` or by both; undefined: all. What nobody knows is an answer of
 * its own: an empty list would read as clean.
 * @throws AppError `notFound` for an account, or a unit, that nobody knows
 */
export async function askedAccountIds({ account, ou }: AskedScope): Promise<string[] | undefined> {
  const within = ou === undefined ? undefined : await accountIdsInOu(ou);
  if (within?.length === 0) throw unknownUnit(ou ?? '');
  if (account === undefined) return within;
  if (!(await isKnownAccount(account))) throw unknownAccount(account);
  return within === undefined || within.includes(account) ? [account] : [];
}

/** For who narrows by the scope itself. @throws as `askedAccountIds` */
export async function requireAskedScope(asked: AskedScope): Promise<void> {
  await askedAccountIds(asked);
}

/** Whether something of an account is asked for. @throws as `askedAccountIds` */
export async function inAskedScope(asked: AskedScope) {
  const ids = await askedAccountIds(asked);
  const known = ids && new Set(ids);
  return ({ accountId }: { accountId: string }) => known === undefined || known.has(accountId);
}

function unknownAccount(account: string): AppError {
  return new AppError('notFound', `Nobody knows an account ${account}. Check it, or collect once to find it.`, {
    account,
  });
}

function unknownUnit(ou: string): AppError {
  return new AppError(
    'notFound',
    `No account is known in a unit ${ou}. A unit is named from the root down, such as Workloads/Prod.`,
    { ou },
  );
}
