import { onboarding } from '#lib/fix/onboarding.ts';
import { requireViewer } from '#lib/session.ts';
import { getAccounts } from './accounts.ts';

/** What the templates are made of, as this server is set up. */
export async function getOnboarding() {
  await requireViewer('look');
  return onboarding({});
}

/** Accounts that are looked at and whose role could not be used, or was never tried, by name. */
export async function getUnreached() {
  const { items } = await getAccounts();
  return items
    .filter(({ seen }) => seen === 'unreachable' || seen === 'untried')
    .map(({ accountId, name, denied, problem, preflightAt }) => ({
      accountId,
      name,
      problem: denied.find(({ kind }) => kind === 'role')?.problem ?? problem,
      preflightAt,
    }));
}
