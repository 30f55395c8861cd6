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

/** Why a thing that is so is not told: the channel was not there when it began, knows it, or wants quiet; or it is too small. */
export type Held =
  | { why: 'before' }
  | { why: 'told'; at: Date }
  | { why: 'quiet'; until: Date }
  | { why: 'small'; growthUsd: number };

type Judging = {
  listener: Listener;
  conditions: ReadonlyMap<string, Condition>;
  seen: readonly Seen[];
  /** Of the last look, from the one that counts for this channel; null: there is nothing to compare. */
  growth: { found: FoundOf<'growth'> & { usd: number }; at: Date } | null;
  told: Told;
  now: Date;
};

/**
 * What to tell a channel now: what began since it listens, still is so as just seen, was not told since it began, and
 * whose last telling is longer ago than the quiet period.
 */
export function dueAlerts(judging: Judging): Alert[] {
  return judgedAlerts(judging).flatMap(({ held, ...alert }) => (held === null ? [alert] : []));
}

/** Everything that is so now and that a channel listens to, and why it is not told where it is not. */
export function judgedAlerts(judging: Judging): (Alert & { held: Held | null })[] {
  const { listener, conditions, seen, growth, told } = judging;
  const { alerts, growthUsd, from } = listener;
  const judged = seen.flatMap(({ subject, holds, found }) => {
    if (!holds || !alerts.includes(found.kind)) return [];
    const since = conditions.get(subject)?.since ?? null;
    const key = `${subject}@${since?.toISOString() ?? ''}`;
    const held: Held | null = since === null || since < from ? { why: 'before' } : toldOf({ key, subject }, judging);
    return [{ key, subject, found, held }];
  });
  if (!growth || growth.at < from || !alerts.includes('growth') || growth.found.usd <= 0) return judged;
  const subject = GROWTH_SUBJECT;
  const key = `${subject}@${growth.at.toISOString()}`;
  const isSmall = growth.found.usd <= growthUsd && told.get(subject)?.key !== key;
  const held = isSmall ? ({ why: 'small', growthUsd } as const) : toldOf({ key, subject }, judging);
  return [{ key, subject, found: growth.found, held }, ...judged];
}

/** Whether it is known already, or its subject is to be quiet. */
function toldOf(
  { key, subject }: { key: string; subject: string },
  { told, listener: { quietHours }, now }: Judging,
): Held | null {
  const last = told.get(subject);
  if (!last) return null;
  if (last.key === key) return { why: 'told', at: last.at };
  const until = new Date(last.at.getTime() + quietHours * 3_600_000);
  return now < until ? { why: 'quiet', until } : null;
}
