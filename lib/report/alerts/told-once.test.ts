import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Found } from './alert.ts';
import { type Condition, nextConditions, type Seen } from './condition.ts';
import { dueAlerts, GROWTH_SUBJECT, type Listener } from './due-alerts.ts';

const HOUR = 3_600_000;
const start = Date.parse('2026-11-01T00:00:00Z');
const found: Found = {
  kind: 'guardrail',
  accountId: '111122223333',
  accountName: 'prod',
  check: 'root-without-mfa',
  title: 'The root user has no MFA',
  evidence: null,
};
const everything: Listener = {
  alerts: ['growth', 'returned', 'budget', 'guardrail'],
  growthUsd: 50,
  quietHours: 24,
  from: new Date(start),
};

type Look = { hour: number; holds: boolean | null; began?: boolean; episode?: string };

/** Looks one after another, as the worker checks them. @returns the hours at which it was told */
function toldAt(looks: readonly Look[], listener: Partial<Listener> = {}): number[] {
  const conditions = new Map<string, Condition>();
  const told = new Map<string, { key: string; at: Date }>();
  const hours: number[] = [];
  for (const { hour, holds, began = false, episode = '' } of looks) {
    const now = new Date(start + hour * HOUR);
    const seen: Seen[] = [{ subject: 'it', holds, episode, began, found }];
    const next = nextConditions({ former: conditions, seen, at: now });
    const alerts = dueAlerts({
      listener: { ...everything, ...listener },
      conditions: new Map(next.map((condition) => [condition.subject, condition])),
      seen,
      growth: null,
      told,
      now,
    });
    for (const condition of next) conditions.set(condition.subject, condition);
    for (const { key, subject } of alerts) told.set(subject, { key, at: now });
    if (alerts.length > 0) hours.push(hour);
  }
  return hours;
}

describe('something that begins', () => {
  it('is told once, however long it lasts', () => {
    expect(toldAt([0, 6, 12, 90, 900].map((hour) => ({ hour, holds: hour >= 6 })))).toEqual([6]);
  });

  it('is no news at the first look, but once it is over and back', () => {
    expect(toldAt([true, true, false, true].map((holds, i) => ({ hour: 6 * i, holds })))).toEqual([18]);
  });

  it('is news at the first look where it was proved before that it was not', () => {
    expect(toldAt([{ hour: 0, holds: true, began: true }])).toEqual([0]);
  });

  it('is not told of what could not be seen, nor forgotten by it', () => {
    expect(toldAt([false, null, true, null, true].map((holds, i) => ({ hour: 30 * i, holds })))).toEqual([60]);
    expect(toldAt([null, null, true, true].map((holds, i) => ({ hour: 30 * i, holds })))).toEqual([]);
  });

  it('is told again once it is over and back, not within the quiet period, but after it where it lasts', () => {
    const looks = [false, true, false, true, true, true].map((holds, i) => ({ hour: 10 * i, holds }));
    expect(toldAt(looks)).toEqual([10, 40]);
    expect(toldAt(looks, { quietHours: 1 })).toEqual([10, 30]);
    expect(toldAt(looks, { quietHours: 100 })).toEqual([10]);
  });

  it('is told anew in another episode, such as the next month of a budget', () => {
    const months = ['2026-11', '2026-11', '2026-12', '2026-12'];
    const looks = months.map((episode, i) => ({ hour: 400 * i, holds: i > 0, episode }));
    expect(toldAt(looks)).toEqual([400, 800]);
  });

  it('before a channel listens is none of its news, and neither is a kind that it did not choose', () => {
    const looks = [false, true, true].map((holds, i) => ({ hour: 10 * i, holds }));
    expect(toldAt(looks, { from: new Date(start + 11 * HOUR) })).toEqual([]);
    expect(toldAt(looks, { from: new Date(start + 10 * HOUR) })).toEqual([10]);
    expect(toldAt(looks, { alerts: ['budget'] })).toEqual([]);
  });
});

const story = fc.array(
  fc.record({ wait: fc.integer({ min: 1, max: 30 }), holds: fc.constantFrom(true, true, false, null) }),
  { maxLength: 60 },
);

it('whatever happens: never twice for one beginning, never within the quiet period, never of what was not seen', () => {
  fc.assert(
    fc.property(story, fc.integer({ min: 1, max: 72 }), (steps, quietHours) => {
      let hour = 0;
      const looks = steps.map(({ wait, holds }) => {
        hour += wait;
        return { hour, holds };
      });
      const told = toldAt(looks, { quietHours });
      for (const [index, at] of told.entries()) {
        const before = told[index - 1];
        expect(looks.find((look) => look.hour === at)?.holds).toBe(true);
        if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(quietHours);
        // Since it was told last, or ever, somebody has seen that it was not so.
        const since = looks.filter((look) => look.hour < at && look.hour > (before ?? -1));
        expect(since.some(({ holds }) => holds === false)).toBe(true);
      }
      // And nothing is kept back for longer than that: what begins and lasts over the quiet period is told.
      const begun = looks.findIndex(({ holds }, i) => holds && looks.slice(0, i).some((look) => look.holds === false));
      if (begun >= 0) expect(told.length).toBeGreaterThan(0);
    }),
  );
});

describe('growth', () => {
  const growth = (usd: number) => ({
    found: {
      kind: 'growth' as const,
      usd,
      percent: null,
      totalUsd: 100,
      since: new Date(start).toISOString(),
      buckets: [],
    },
    at: new Date(start + HOUR),
  });
  const due = (usd: number, told: [string, { key: string; at: Date }][] = []) =>
    dueAlerts({
      listener: everything,
      conditions: new Map(),
      seen: [],
      growth: growth(usd),
      told: new Map(told),
      now: new Date(start + HOUR),
    });

  it('is told above the amount of the channel, not at it', () => {
    expect(due(50)).toEqual([]);
    expect(due(50.01)).toMatchObject([{ subject: GROWTH_SUBJECT, key: 'growth@2026-11-01T01:00:00.000Z' }]);
  });

  it('is not told twice within the quiet period', () => {
    const last = (hoursAgo: number): [string, { key: string; at: Date }] => [
      GROWTH_SUBJECT,
      { key: 'x', at: new Date(start + HOUR - hoursAgo * HOUR) },
    ];
    expect(due(99, [last(23)])).toEqual([]);
    expect(due(99, [last(24)])).toHaveLength(1);
  });
});
