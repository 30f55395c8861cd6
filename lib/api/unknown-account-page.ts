import { accountView } from '#lib/store/account-views.ts';
import { isStoreAway } from '#lib/store/database-errors.ts';
import { type PageRequest, pageParts } from './page-address.ts';

/** Whether the page of an account is asked for that nobody knows; likewise found out before the answer begins. */
export async function isUnknownAccountPage(request: PageRequest): Promise<boolean> {
  const parts = pageParts(request, /^\/accounts\/(?!onboarding\/?$)([^/]+)\/?$/);
  if (!parts) return false;
  const [accountId] = parts;
  if (!accountId) return true;
  try {
    return (await accountView(accountId)) === null;
  } catch (error) {
    if (isStoreAway(error)) return false;
    throw error;
  }
}
