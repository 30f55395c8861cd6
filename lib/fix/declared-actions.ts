import { memberPolicy, readPolicy } from '#lib/collect/policy.ts';
import { fixPolicy } from './actions.ts';

type Policy = { Statement: readonly object[] };

/**
 * Every action that we declare, out of the very policies that are handed out: what reads, what finds and enters accounts,
 * which the account of our credentials needs alone, and what fixes.
 */
export function declaredActions(): { read: string[]; members: string[]; fix: string[] } {
  const members = memberPolicy();
  return { read: actionsOf(readPolicy()), members: members ? actionsOf(members) : [], fix: actionsOf(fixPolicy()) };
}

function actionsOf({ Statement }: Policy): string[] {
  // The policies are our own: each of their statements has its actions in a list.
  return [...new Set(Statement.flatMap((statement) => (statement as { Action: string[] }).Action))].sort();
}
