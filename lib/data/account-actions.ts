import { type AccountActions, accountActions } from '#lib/fix/account-actions.ts';
import { requireViewer } from '#lib/session.ts';
import type { AccountView } from '#lib/store/account-views.ts';
import { triedActions } from '#lib/store/tried-actions.ts';

/** What is known of each declared action in an account, what was not tried and why, and the role that fixes. */
export async function getAccountActions(account: AccountView): Promise<AccountActions> {
  await requireViewer('look');
  const known = await triedActions(account.accountId);
  return accountActions(account, known.get(account.accountId));
}
