import { AppError } from '#lib/errors.ts';
import { type AccountView, accountView } from '#lib/store/account-views.ts';
import { recordActivity } from '#lib/store/activity.ts';
import { awsNow } from '#lib/store/clock.ts';
import { storedConnection } from '#lib/store/connection.ts';
import { excludeAccount, renameAccount } from '#lib/store/known-accounts.ts';

/** Gives an account a name of our own; null takes it away. @throws AppError `notFound` */
export async function renameAccountBy({
  accountId,
  name,
  actor,
}: {
  accountId: string;
  name: string | null;
  actor: string;
}): Promise<AccountView> {
  const before = await known(accountId);
  await renameAccount({ accountId, name });
  const after = await known(accountId);
  const detail = { from: before.name, to: after.name };
  if (before.name !== after.name)
    await recordActivity({ at: await awsNow(), actor, action: 'account.rename', accountId, detail });
  return after;
}

/**
 * Leaves an account out from the next collection on, or takes it in again.
 * @throws AppError `notFound`; `refused` for the account of the credentials: all others are reached through it
 */
export async function excludeAccountBy({
  accountId,
  excluded,
  actor,
}: {
  accountId: string;
  excluded: boolean;
  actor: string;
}): Promise<AccountView> {
  const before = await known(accountId);
  const connection = await storedConnection();
  if (excluded && connection?.ok && connection.accountId === accountId) {
    throw new AppError(
      'refused',
      `Account ${before.name} cannot be left out: Straybytes reaches all others with its credentials.`,
      { accountId },
    );
  }
  if (before.excluded !== excluded) {
    await excludeAccount({ accountId, excluded });
    const action = excluded ? 'account.exclude' : 'account.include';
    await recordActivity({ at: await awsNow(), actor, action, accountId });
  }
  return known(accountId);
}

async function known(accountId: string): Promise<AccountView> {
  const view = await accountView(accountId);
  if (!view) throw new AppError('notFound', `Nobody knows an account ${accountId}. Collect once to find it.`);
  return view;
}
