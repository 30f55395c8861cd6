import type { GuardrailStanding } from './guardrail-standing.ts';

/**
 * Why none of several checks can see anything, where it is the same for all of them, such as a role that cannot be used: to
 * be told once. Null: something is seen, they have different reasons, or there is only one.
 */
export function sharedProblem(standings: readonly Pick<GuardrailStanding, 'status' | 'problem'>[]): string | null {
  const [first, ...others] = standings;
  if (first?.status !== 'blind' || others.length === 0) return null;
  return others.every(({ status, problem }) => status === 'blind' && problem === first.problem) ? first.problem : null;
}
