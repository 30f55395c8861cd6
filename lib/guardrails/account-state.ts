/** How far we see into an account, from what needs a person first. */
export const accountStates = ['unreachable', 'denied', 'untried', 'seen', 'excluded', 'closed', 'left'] as const;
export type AccountState = (typeof accountStates)[number];

/**
 * `denied`: its role can be used, and something of it is denied. `excluded`, `closed` and `left` accounts are not looked
 * at: left out by a person, not ACTIVE in their organization, or not in it any more.
 */
export function accountState({
  leftAt,
  state,
  excluded,
  reachable,
  denied,
  problem,
}: {
  leftAt: Date | null;
  state: string | null;
  excluded: boolean;
  reachable: 'yes' | 'no' | null;
  denied: readonly unknown[];
  problem: string | null;
}): AccountState {
  if (leftAt !== null) return 'left';
  if (state !== null && state !== 'ACTIVE') return 'closed';
  if (excluded) return 'excluded';
  if (reachable === 'no') return 'unreachable';
  if (denied.length > 0 || problem !== null) return 'denied';
  return reachable === 'yes' ? 'seen' : 'untried';
}

/** Whether an account is looked at at all. */
export function isLookedAt(state: AccountState): boolean {
  return state !== 'excluded' && state !== 'closed' && state !== 'left';
}
