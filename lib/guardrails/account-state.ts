/** How far we see into an account, from what needs a person first. */
export const accountStates = [
  'unreachable',
  'denied',
  'untried',
  'seen',
  'excluded',
  'closed',
  'left',
  'unnamed',
] as const;
export type AccountState = (typeof accountStates)[number];

/** Why nothing names an account any more that was once looked at. */
export const unnamedReasons = ['organizationOff', 'noOrganization', 'memberAccounts', 'credentials'] as const;
export type Unnamed = (typeof unnamedReasons)[number];

type Standing = { leftAt: Date | null; unnamed: Unnamed | null; state: string | null; excluded: boolean };

/**
 * `denied`: its role can be used, and something of it is denied. `excluded`, `closed`, `left` and `unnamed` accounts are not
 * looked at: left out by a person, not ACTIVE in their organization, not in it any more, or named by nothing any more.
 */
export function accountState({
  reachable,
  denied,
  problem,
  ...standing
}: Standing & { reachable: 'yes' | 'no' | null; denied: readonly unknown[]; problem: string | null }): AccountState {
  const closed = closedState(standing);
  if (closed !== null) return closed;
  if (reachable === 'no') return 'unreachable';
  if (denied.length > 0 || problem !== null) return 'denied';
  return reachable === 'yes' ? 'seen' : 'untried';
}

/** Whether an account is looked at at all. */
export function isLookedAt(state: AccountState): boolean {
  return state !== 'excluded' && state !== 'closed' && state !== 'left' && state !== 'unnamed';
}

/** Why an account is not looked at, in a sentence with the next step where there is one; null when it is. */
export function whyNotLookedAt({
  accountId,
  name,
  ...standing
}: Standing & { accountId: string; name: string }): string | null {
  const called = name === accountId ? `Account ${accountId}` : `Account ${name} (${accountId})`;
  switch (closedState(standing)) {
    case 'left':
      return `${called} is not in the organization any more.`;
    case 'unnamed':
      return `${called} is not looked at any more: ${unnamedWords[standing.unnamed ?? 'credentials']}`;
    case 'closed':
      return `${called} is ${standing.state} in its organization, so it cannot be read.`;
    case 'excluded':
      return `${called} is left out. Take it in again on the Accounts page.`;
    default:
      return null;
  }
}

/** Why nothing of an account can be read now, in a sentence; null when something can, or nobody tried. */
export function whyUnreached({
  reachable,
  denied,
  problem,
  ...account
}: Parameters<typeof whyNotLookedAt>[0] & {
  reachable: 'yes' | 'no' | null;
  denied: readonly { kind: string; problem: string }[];
  problem: string | null;
}): string | null {
  const out = whyNotLookedAt(account);
  if (out !== null || reachable !== 'no') return out;
  return denied.find(({ kind }) => kind === 'role')?.problem ?? problem ?? 'Its role could not be used.';
}

const unnamedWords: Record<Unnamed, string> = {
  organizationOff: 'ORGANIZATION is off, so the accounts of the organization are not looked for.',
  noOrganization: 'the account of the credentials is in no organization any more.',
  memberAccounts: 'MEMBER_ACCOUNTS does not name it any more.',
  credentials: 'the credentials are of another account now.',
};

function closedState({
  leftAt,
  unnamed,
  state,
  excluded,
}: Standing): 'left' | 'unnamed' | 'closed' | 'excluded' | null {
  if (leftAt !== null) return 'left';
  if (unnamed !== null) return 'unnamed';
  if (state !== null && state !== 'ACTIVE') return 'closed';
  return excluded ? 'excluded' : null;
}
