import { cache } from 'react';
import { accountState, isLookedAt } from '#lib/guardrails/account-state.ts';
import { type GuardrailStanding, guardrailStandings } from '#lib/guardrails/guardrail-standing.ts';
import { checks } from '#lib/guardrails/registry.ts';
import { accountIdsOf, getAccountViews } from './scope.ts';
import type { Scope } from './scope-query.ts';
import { getReadings } from './spend.ts';

/** What every check says of every account that is looked at, as last read, and when the newest of it was read; null: never. */
export const getGuardrails = cache(async (): Promise<{ items: GuardrailStanding[]; readAt: Date | null }> => {
  const [all, views] = await Promise.all([getReadings('guardrails'), getAccountViews()]);
  const out = new Set(views.filter((view) => !isLookedAt(accountState(view))).map(({ accountId }) => accountId));
  const readings = all.filter(({ accountId }) => !out.has(accountId));
  return {
    items: guardrailStandings(readings),
    readAt: readings.reduce<Date | null>((newest, { readAt }) => (newest && newest > readAt ? newest : readAt), null),
  };
});

/** What one check says, the accounts where it fails first. */
export type CheckStanding = {
  checkId: string;
  failing: GuardrailStanding[];
  blind: GuardrailStanding[];
  passing: GuardrailStanding[];
};

/**
 * Every check over an account, a unit or all: those that fail anywhere first, in the order of what they guard, then those
 * that could not be seen, then those that hold everywhere.
 */
export async function getChecks(scope: Scope): Promise<CheckStanding[]> {
  const [{ items }, accountIds] = await Promise.all([getGuardrails(), accountIdsOf(scope)]);
  const ids = accountIds && new Set(accountIds);
  const own = items.filter(({ accountId }) => ids === undefined || ids.has(accountId));
  const standings = checks.map(({ id }) => {
    const of = (status: GuardrailStanding['status']) =>
      own.filter((standing) => standing.check === id && standing.status === status);
    return { checkId: id, failing: of('fail'), blind: of('blind'), passing: of('pass') };
  });
  const rank = ({ failing, blind }: CheckStanding) => (failing.length > 0 ? 0 : blind.length > 0 ? 1 : 2);
  return standings.sort((a, b) => rank(a) - rank(b));
}
