import { cache } from 'react';
import { requireViewer } from '#lib/session.ts';
import { accountsVersion } from '#lib/store/account-views.ts';

/** For caches that hold names, units or who is left out: they change without a snapshot. */
export const getAccountsVersion = cache(async () => {
  await requireViewer('look');
  return accountsVersion();
});
