import { cacheLife } from 'next/cache';
import { cache } from 'react';
import { maxReadingAgeDays } from '#lib/collect/rhythm.ts';
import type { GuardrailStanding } from '#lib/guardrails/guardrail-standing.ts';
import { standingsOfLookedAt, standingsOfOut } from '#lib/guardrails/looked-at.ts';
import { checks } from '#lib/guardrails/registry.ts';
import { accountViews } from '#lib/store/account-views.ts';
import { lastReadings, spendReadings } from '#lib/store/spend-snapshots.ts';
import { getAccountsVersion } from './accounts-version.ts';
import { accountIdsOf, getAccountViews } from './scope.ts';
import type { Scope } from './scope-query.ts';
import { getNow } from './snapshot.ts';
import { getReadings, getSpendSnapshot } from './spend.ts';

const HOUR_MS = 3_600_000;

/**
 * What every check says now of every account that is looked at, also of those that nobody checked yet, and when the newest
 * reading of any was; null: never.
 */
export const getGuardrails = cache(async (): Promise<{ items: GuardrailStanding[]; readAt: Date | null }> => {
  const [readings, views, now] = await Promise.all([getReadings('guardrails'), getAccountViews(), getNow()]);
  const items = standingsOfLookedAt({ views, readings, now, maxAgeDays: maxReadingAgeDays() });
  const lookedAt = new Set(items.map(({ accountId }) => accountId));
  const times = readings.filter(({ accountId }) => lookedAt.has(accountId)).map(({ readAt }) => readAt);
  return {
    items,
    readAt: times.reduce<Date | null>((newest, readAt) => (newest && newest > readAt ? newest : readAt), null),
  };
});

/** The same of one account, also of one that is not looked at any more: what was known of it last. */
export const getGuardrailsOf = cache(async (account: string): Promise<GuardrailStanding[]> => {
  const [{ items }, views, snapshot, version] = await Promise.all([
    getGuardrails(),
    getAccountViews(),
    getSpendSnapshot(),
    getAccountsVersion(),
  ]);
  const view = views.find(({ accountId, notLookedAt }) => accountId === account && notLookedAt !== null);
  if (!view || !snapshot) return items.filter(({ accountId }) => accountId === account);
  return standingsOfOut({ views: [view], readings: await readLast(`${snapshot.snapshotId} ${version}`, account) });
});

/** How many checks fail in any account that is looked at; null before any was checked. It stands on every page. */
export async function getFailingCount(): Promise<number | null> {
  const [snapshot, version, now] = await Promise.all([getSpendSnapshot(), getAccountsVersion(), getNow()]);
  // Kept for an hour at most: a reading grows too old to say anything.
  return snapshot && readFailingCount(snapshot.snapshotId, version, Math.floor(now.getTime() / HOUR_MS));
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
  const own = await standingsIn(scope);
  const standings = checks.map(({ id }) => {
    const of = (status: GuardrailStanding['status']) =>
      own.filter((standing) => standing.check === id && standing.status === status);
    return { checkId: id, failing: of('fail'), blind: of('blind'), passing: of('pass') };
  });
  const rank = ({ failing, blind }: CheckStanding) => (failing.length > 0 ? 0 : blind.length > 0 ? 1 : 2);
  return standings.sort((a, b) => rank(a) - rank(b));
}

async function standingsIn(scope: Scope): Promise<GuardrailStanding[]> {
  if (scope.account !== undefined) return getGuardrailsOf(scope.account);
  const [{ items }, accountIds] = await Promise.all([getGuardrails(), accountIdsOf(scope)]);
  const ids = accountIds && new Set(accountIds);
  return items.filter(({ accountId }) => ids === undefined || ids.has(accountId));
}

async function readLast(_version: string, accountId: string) {
  'use cache';
  cacheLife('days');
  return lastReadings({ kind: 'guardrails', accountIds: [accountId] });
}

async function readFailingCount(snapshotId: string, _version: string, hour: number) {
  'use cache';
  cacheLife('days');
  const [readings, views] = await Promise.all([spendReadings({ snapshotId, kind: 'guardrails' }), accountViews()]);
  const now = new Date(hour * HOUR_MS);
  const standings = standingsOfLookedAt({ views, readings, now, maxAgeDays: maxReadingAgeDays() });
  if (standings.every(({ checkedAt }) => checkedAt === null)) return null;
  return new Set(standings.filter(({ status }) => status === 'fail').map(({ check }) => check)).size;
}
