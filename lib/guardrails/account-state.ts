/** How far we see into an account, from what needs a person first. */
export const accountStates = [
  'unreachable',
  'denied',
  'unlisted',
  'partly',
  'untried',
  'unguarded',
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
 * `denied`: its role can be used, and something of it is denied. `unlisted`: nothing is denied, and yet its buckets could
 * not be listed. `partly`: nor could some of its buckets be read whole. `untried`: nobody tried its role or its buckets.
 * `unguarded`: its buckets were read whole, and of what guards it nothing was read yet.
 * `excluded`, `closed`, `left` and `unnamed` accounts are not looked at: left out by a person, not ACTIVE in their
 * organization, not in it any more, or named by nothing any more.
 */
export function accountState({
  reachable,
  denied,
  problem,
  isToBeListed = false,
  unreadable,
  atLeast,
  isUnguarded = false,
  ...standing
}: Standing & {
  reachable: 'yes' | 'no' | null;
  denied: readonly unknown[];
  /** Why its buckets could not be listed. */
  problem: string | null;
  /** Since then they can be, and nobody has tried: what was told of its buckets is of before. */
  isToBeListed?: boolean;
  /** Buckets that were not read whole. */
  unreadable: number;
  /** Something of it was not read: where nothing else says what, its buckets were never listed. */
  atLeast: boolean;
  /** Its guardrails were never read, where there are any to read. */
  isUnguarded?: boolean;
}): AccountState {
  const closed = closedState(standing);
  if (closed !== null) return closed;
  if (reachable === 'no') return 'unreachable';
  if (denied.length > 0) return 'denied';
  if (problem !== null) return 'unlisted';
  if (isToBeListed) return 'untried';
  if (unreadable > 0) return 'partly';
  if (reachable !== 'yes' || atLeast) return 'untried';
  return isUnguarded ? 'unguarded' : 'seen';
}

/**
 * Whether accounts have guardrails here: a server that knows S3 alone answers who we are without an ARN. As long as nothing
 * answers, they are taken to have some: an account of which none was read is not seen whole.
 */
export function hasGuardrails(connection: { ok: true; arn: string | null } | { ok: false } | null): boolean {
  return !connection?.ok || connection.arn !== null;
}

/** Whether something of an account that is looked at could not be seen, though it was tried. */
export function isHindered(state: AccountState): boolean {
  return state === 'unreachable' || state === 'denied' || state === 'unlisted' || state === 'partly';
}

/** Whether the role of an account that is looked at could not be used, or was never tried. */
export function isUnreached({ seen, reachable }: { seen: AccountState; reachable: 'yes' | 'no' | null }): boolean {
  return seen === 'unreachable' || (seen === 'untried' && reachable !== 'yes');
}

/** Of the accounts that are looked at, each in one: how many cannot be reached, are denied something, were not read whole, or not tried, or not their guardrails. */
export type AccessCounts = {
  lookedAt: number;
  unreachable: number;
  denied: number;
  unread: number;
  untried: number;
  unguarded: number;
};

export function accessCounts(states: readonly AccountState[]): AccessCounts {
  const of = (...some: AccountState[]) => states.filter((state) => some.includes(state)).length;
  return {
    lookedAt: states.filter(isLookedAt).length,
    unreachable: of('unreachable'),
    denied: of('denied'),
    unread: of('unlisted', 'partly'),
    untried: of('untried'),
    unguarded: of('unguarded'),
  };
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
      return `${called} is left out. Take it in again on its own page, under Accounts.`;
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

/** Whether nothing is known of an account's buckets, not even that there are none. */
export function isUnlisted({ buckets, atLeast }: { buckets: number; atLeast: boolean }): boolean {
  return buckets === 0 && atLeast;
}

/** Why nobody can say which buckets an account has, in a sentence; for one that could not be listed, or was not yet. */
export function whyUnlisted(account: Parameters<typeof whyUnreached>[0]): string {
  return whyUnreached(account) ?? account.problem ?? `The buckets of ${account.name} have not been listed yet.`;
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
