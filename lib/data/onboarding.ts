import { memberPolicy } from '#lib/collect/policy.ts';
import { onboarding } from '#lib/fix/onboarding.ts';
import { isUnreached } from '#lib/guardrails/account-state.ts';
import { requireViewer } from '#lib/session.ts';
import { getAccounts } from './accounts.ts';
import { getConnection, getHubPlace } from './connection.ts';

/** What the templates are made of, as this server is set up. */
export async function getOnboarding() {
  await requireViewer('look');
  return onboarding({});
}

/** The policy that this server's own identity needs beside the one to look; null where there are no accounts to find. */
export async function getHubPolicy() {
  await requireViewer('look');
  const [connection, { partition }] = await Promise.all([getConnection(), getHubPlace()]);
  const arn = connection?.ok ? connection.arn : null;
  const policy = memberPolicy(partition);
  return policy && { arn, policy: JSON.stringify(policy, null, 2) };
}

/** Accounts that are looked at and whose role could not be used, or was never tried, by name. */
export async function getUnreached() {
  const { items } = await getAccounts();
  return items.filter(isUnreached).map(({ accountId, name, denied, problem, preflightAt }) => ({
    accountId,
    name,
    problem: denied.find(({ kind }) => kind === 'role')?.problem ?? problem,
    preflightAt,
  }));
}
