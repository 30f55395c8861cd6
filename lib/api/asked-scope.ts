import { accountIdsInOu } from '#lib/store/ou-accounts.ts';

/** The accounts that a call asks for by `account`, by `ou` or by both; undefined: all. */
export async function askedAccountIds({
  account,
  ou,
}: {
  account?: string | undefined;
  ou?: string | undefined;
}): Promise<string[] | undefined> {
  const within = ou === undefined ? undefined : await accountIdsInOu(ou);
  if (account === undefined) return within;
  return within === undefined || within.includes(account) ? [account] : [];
}

/** Whether something of an account is asked for. */
export async function inAskedScope(asked: Parameters<typeof askedAccountIds>[0]) {
  const ids = await askedAccountIds(asked);
  const known = ids && new Set(ids);
  return ({ accountId }: { accountId: string }) => known === undefined || known.has(accountId);
}
