import type { Alert, AlertKind, FoundOf } from './alert.ts';
import type { Condition, Seen } from './condition.ts';

/** What a channel is told of, and since when it listens. */
export type Listener = {
  alerts: readonly AlertKind[];
  /** USD a month. */
  growthUsd: number;
  quietHours: number;
  /** What began before is no news to it. */
  from: Date;
};

/** The last that a channel was told of each subject. */
export type Told = ReadonlyMap<string, { key: string; at: Date }>;

export const GROWTH_SUBJECT = 'growth';

/**
 * What to tell a channel now: what began since it listens, still is so as just seen, was not told since it began, and
 * whose last telling is longer ago than the quiet period.
 */
export function dueAlerts({
  listener,
  conditions,
  seen,
  growth,
  told,
  now,
}: {
  listener: Listener;
  conditions: ReadonlyMap<string, Condition>;
  seen: readonly Seen[];
  /** Of the last look, from the one that counts for this channel; null: there is nothing to compare. */
  growth: { found: FoundOf<'growth'> & { usd: number }; at: Date } | null;
  told: Told;
  now: Date;
}): Alert[] {
  const { alerts, growthUsd, quietHours, from } = listener;
  const isQuiet = (subject: string) => {
    const last = told.get(subject);
    return last !== undefined && now.getTime() - last.at.getTime() < quietHours * 3_600_000;
  };
  const due = seen.flatMap(({ subject, holds, found }): Alert[] => {
    const since = conditions.get(subject)?.since;
    if (!holds || !since || since < from || !alerts.includes(found.kind)) return [];
    const key = `${subject}@${since.toISOString()}`;
    return told.get(subject)?.key === key || isQuiet(subject) ? [] : [{ key, subject, found }];
  });
  if (!growth || growth.at < from || !alerts.includes('growth') || isQuiet(GROWTH_SUBJECT)) return due;
  if (growth.found.usd <= growthUsd) return due;
  const subject = GROWTH_SUBJECT;
  return [{ key: `${subject}@${growth.at.toISOString()}`, subject, found: growth.found }, ...due];
}
