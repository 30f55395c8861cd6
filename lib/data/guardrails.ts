import { cacheLife } from 'next/cache';
import { cache } from 'react';
import { accountState, isLookedAt, whyUnreached } from '#lib/guardrails/account-state.ts';
import { type GuardrailStanding, guardrailStandings } from '#lib/guardrails/guardrail-standing.ts';
import { checks } from '#lib/guardrails/registry.ts';
import { type AccountView, accountViews } from '#lib/store/account-views.ts';
import { spendReadings } from '#lib/store/spend-snapshots.ts';
import { getAccountsVersion } from './accounts-version.ts';
import { accountIdsOf, getAccountViews } from './scope.ts';
import type { Scope } from './scope-query.ts';
import { getReadings, getSpendSnapshot } from './spend.ts';

/** What every check says of every account that is looked at, as last read, and when the newest of it was read; null: never. */
export const getGuardrails = cache(async (): Promise<{ items: GuardrailStanding[]; readAt: Date | null }> => {
  const [all, views] = await Promise.all([getReadings('guardrails'), getAccountViews()]);
  const readings = lookedAt(all, views);
  return {
    items: guardrailStandings(readings, unreachedIn(views)),
    readAt: readings.reduce<Date | null>((newest, { readAt }) => (newest && newest > readAt ? newest : readAt), null),
  };
});

/** How many checks fail in any account that is looked at; null before any was checked. It stands on every page. */
export async function getFailingCount(): Promise<number | null> {
  const [snapshot, version] = await Promise.all([getSpendSnapshot(), getAccountsVersion()]);
  return snapshot && readFailingCount(snapshot.snapshotId, version);
}

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

function unreachedIn(views: readonly AccountView[]): (accountId: string) => string | null {
  const why = new Map(views.map((view) => [view.accountId, whyUnreached(view)]));
  return (accountId) => why.get(accountId) ?? null;
}

function lookedAt<R extends { accountId: string }>(readings: readonly R[], views: readonly AccountView[]): R[] {
  const out = new Set(views.filter((view) => !isLookedAt(accountState(view))).map(({ accountId }) => accountId));
  return readings.filter(({ accountId }) => !out.has(accountId));
}

async function readFailingCount(snapshotId: string, _version: string) {
  'use cache';
  cacheLife('days');
  const [readings, views] = await Promise.all([spendReadings({ snapshotId, kind: 'guardrails' }), accountViews()]);
  const standings = guardrailStandings(lookedAt(readings, views));
  if (standings.length === 0) return null;
  return new Set(standings.filter(({ status }) => status === 'fail').map(({ check }) => check)).size;
}
