import { type ActionStanding, actionStanding } from '#lib/collect/action-standing.ts';
import type { FixRole } from '#lib/guardrails/tried-action.ts';
import type { AccountView } from '#lib/store/account-views.ts';
import type { TriedOfAccount } from '#lib/store/tried-actions.ts';
import { declaredActions } from './declared-actions.ts';

export type AccountActions = ActionStanding & { fixRole: FixRole | null };

/** What is known of each action that we declare in an account, and of the role that fixes. */
export function accountActions(
  { denied, reachable, notLookedAt }: Pick<AccountView, 'denied' | 'reachable' | 'notLookedAt'>,
  known: TriedOfAccount | undefined,
): AccountActions {
  const { tried = [], fixRole = null } = known ?? {};
  const { read, members, fix } = declaredActions();
  // Only the account of our own credentials finds others and enters them.
  const isOwn = fixRole?.usable === 'own' || tried.some(({ action }) => action.startsWith('organizations:'));
  const all = isOwn ? [...read, ...members] : read;
  const isLookedAt = notLookedAt === null;
  return { ...actionStanding({ denied, tried, fixRole, reachable, isLookedAt, read: all, fix }), fixRole };
}
