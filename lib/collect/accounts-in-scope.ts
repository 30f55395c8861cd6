import { reachableAccounts } from '#lib/aws/accounts.ts';
import { AppError } from '#lib/errors.ts';
import { whyNotLookedAt } from '#lib/guardrails/account-state.ts';
import { type KnownAccount, knownAccounts } from '#lib/store/known-accounts.ts';
import { storedOrganization } from '#lib/store/organization.ts';
import type { Run } from '#lib/store/runs.ts';

type Scope = Pick<Run, 'accounts' | 'buckets'>;

/**
 * The accounts that a run looks at: of those that can be reached the ones that it asks for, all of them by default. None
 * that is left out, has left, is closed or is named by nothing any more. The ambient one comes first.
 * @throws AppError `notFound` when there are none, with the reason
 */
export async function accountsInScope(run: Scope): Promise<{ accountId: string; name: string }[]> {
  const [named, known, organization] = await Promise.all([reachableAccounts(), knownAccounts(), storedOrganization()]);
  const isOrganized = organization !== null && organization.state !== 'off' && organization.state !== 'none';
  const names = new Map(known.map((account) => [account.accountId, account]));
  const listed = isOrganized ? known.filter(({ managed }) => managed === 'organization') : [];
  const all = [...named, ...listed.filter(({ accountId }) => !named.some((each) => each.accountId === accountId))];
  const asked = all.filter(({ accountId }) => isAsked(run, accountId));
  const open = asked.filter(({ accountId }) => whyClosed(names.get(accountId)) === null);
  if (open.length === 0) throw nobody(run, names);
  // A known account has its name already, which may be of our own.
  return open.map(({ accountId, name }) => ({ accountId, name: names.has(accountId) ? accountId : name }));
}

function isAsked({ accounts, buckets }: Scope, accountId: string): boolean {
  if (accounts.length === 0 && buckets.length === 0) return true;
  return accounts.includes(accountId) || buckets.some((bucket) => bucket.startsWith(`${accountId}/`));
}

function whyClosed(account: KnownAccount | undefined): string | null {
  return account ? whyNotLookedAt(account) : null;
}

function nobody(run: Scope, known: ReadonlyMap<string, KnownAccount>): AppError {
  const asked = [...known.values()].filter(({ accountId }) => isAsked(run, accountId));
  const why = asked.map(whyClosed).filter((text) => text !== null);
  const scope = [...run.accounts, ...run.buckets].join(', ');
  return new AppError('notFound', [`No account in scope can be reached: ${scope}.`, ...why].join(' '));
}
