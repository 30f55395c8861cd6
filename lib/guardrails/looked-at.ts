import { formatCount } from '#lib/money/format.ts';
import { whyNotLookedAt, whyUnreached } from './account-state.ts';
import { type GuardrailReading, type GuardrailStanding, guardrailStandings } from './guardrail-standing.ts';

type View = Parameters<typeof whyUnreached>[0];

/**
 * What every check says of every account that is looked at, whether anybody has checked it or not. Of accounts that left,
 * are closed or left out, nothing is said, whatever was read of them before.
 */
export function standingsOfLookedAt({
  views,
  readings,
  now,
  maxAgeDays,
}: {
  /** Every account that is known. */
  views: readonly View[];
  readings: readonly GuardrailReading[];
  now: Date;
  /** After so many days a reading says nothing of now. */
  maxAgeDays: number;
}): GuardrailStanding[] {
  const read = new Map(readings.map((reading) => [reading.accountId, reading]));
  const named = new Set(views.map(({ accountId }) => accountId));
  const lookedAt = views
    .filter((view) => whyNotLookedAt(view) === null)
    .map((view) => {
      const { accountId, name: accountName } = view;
      return { accountId, accountName, reading: read.get(accountId) ?? null, unreached: whyUnreached(view) };
    });
  const others = readings
    .filter(({ accountId }) => !named.has(accountId))
    .map((reading) => ({ ...reading, reading, unreached: null }));
  return guardrailStandings([...lookedAt, ...others], { now, maxDays: maxAgeDays });
}

/** Why no account of a unit is looked at; null: one is, or none is known there. */
export function whyNoneLookedAt(accounts: readonly { notLookedAt: string | null }[], unit: string): string | null {
  const reasons = accounts.flatMap(({ notLookedAt }) => notLookedAt ?? []);
  if (accounts.length === 0 || reasons.length < accounts.length) return null;
  const [only] = reasons;
  return only !== undefined && reasons.length === 1
    ? only
    : `None of the ${formatCount(reasons.length)} accounts of ${unit} is looked at any more: they are left out, closed or gone.`;
}

/**
 * What every check said last of accounts that are not looked at any more and were checked once: all of them are blind now, and
 * count nowhere.
 * @param readings the newest of each such account
 */
export function standingsOfOut({
  views,
  readings,
}: {
  views: readonly View[];
  readings: readonly GuardrailReading[];
}): GuardrailStanding[] {
  const read = new Map(readings.map((reading) => [reading.accountId, reading]));
  return guardrailStandings(
    views.flatMap((view) => {
      const [reading, unreached] = [read.get(view.accountId), whyNotLookedAt(view)];
      if (!reading || unreached === null) return [];
      // Why it is not looked at outweighs why it could not be read before that.
      return { ...view, accountName: view.name, reading: { ...reading, state: 'ok' }, unreached };
    }),
  );
}

/**
 * Of what was read of accounts that which is of accounts that are looked at: of one that left, is closed or left out, what
 * was read before counts nowhere. An account that nobody lists, such as one on the bill alone, stays.
 */
export function ofLookedAt<T extends { accountId: string }>(
  list: readonly T[],
  views: readonly Parameters<typeof whyNotLookedAt>[0][],
): T[] {
  const out = new Set(views.filter((view) => whyNotLookedAt(view) !== null).map(({ accountId }) => accountId));
  return list.filter(({ accountId }) => !out.has(accountId));
}
