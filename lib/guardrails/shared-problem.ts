import type { GuardrailStanding } from './guardrail-standing.ts';

/**
 * Why none of several checks of an account can see anything, where it is the same for all of them, such as a role that
 * cannot be used: to be told once. Null: something is seen, they have different reasons or are of several accounts, or
 * there is only one.
 */
export function sharedProblem(
  standings: readonly Pick<GuardrailStanding, 'accountId' | 'status' | 'problem'>[],
): string | null {
  const [first, ...others] = standings;
  if (first?.status !== 'blind' || others.length === 0) return null;
  const isSame = ({ accountId, status, problem }: (typeof others)[number]) =>
    accountId === first.accountId && status === 'blind' && problem === first.problem;
  return others.every(isSame) ? first.problem : null;
}
