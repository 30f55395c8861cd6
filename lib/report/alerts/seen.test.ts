import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GuardrailStanding } from '#lib/guardrails/guardrail-standing.ts';
import type { BudgetStanding } from '#lib/spend/budget-standing.ts';
import { budgetStates } from '#lib/spend/judge-budget.ts';
import { seenBudgets } from './seen-budgets.ts';
import { seenGuardrails } from './seen-guardrails.ts';
import { type FixedBucket, seenReturns } from './seen-returns.ts';

describe('a fixed bucket', () => {
  const bucket: FixedBucket = {
    fixId: 'f1',
    accountId: '111122223333',
    accountName: 'prod',
    bucket: 'logs',
    cleanAt: new Date('2026-11-10T00:00:00Z'),
    plannedBytes: 1000,
    lowestBytes: 0,
    measurement: 'exact',
    checkedAt: new Date('2026-11-11T00:00:00Z'),
    bytes: 100,
    bytesLow: null,
    bytesHigh: null,
    monthlyUsd: 3,
    likelyCause: null,
  };
  const isBack = (changes: Partial<FixedBucket>) => seenReturns([{ ...bucket, ...changes }])[0]?.holds;

  it.each<[boolean | null, Partial<FixedBucket>]>([
    [true, {}],
    [false, { bytes: 99 }],
    [false, { bytes: 0, plannedBytes: 0 }],
    [false, { bytes: 500, lowestBytes: 450 }],
    [true, { bytes: 500, lowestBytes: 300 }],
    [null, { lowestBytes: null }],
    // Too little to accuse anybody.
    [false, { bytes: 5000, monthlyUsd: 0.77 }],
    // The look was before the proof, or at it.
    [null, { checkedAt: bucket.cleanAt }],
    [null, { checkedAt: null }],
    [null, { bytes: null, measurement: 'denied' }],
    [null, { measurement: 'denied' }],
    [null, { measurement: 'notScanned' }],
    // At least so much is enough; at least so little says nothing.
    [true, { measurement: 'partial' }],
    [null, { measurement: 'partial', bytes: 99 }],
    [true, { measurement: 'sampled', bytesLow: 100, bytesHigh: 200 }],
    [null, { measurement: 'sampled', bytesLow: 90, bytesHigh: 200 }],
    [false, { measurement: 'sampled', bytes: 50, bytesLow: 40, bytesHigh: 60 }],
  ])('is wasteful again: %s, with %j', (holds, changes) => {
    expect(isBack(changes)).toBe(holds);
  });

  it('is told by what came back, not by what it holds', () => {
    expect(seenReturns([{ ...bucket, bytes: 400, lowestBytes: 200 }])).toMatchObject([{ found: { monthlyUsd: 1.5 } }]);
    // Of a sample, by what is there for certain, at the price of what is estimated.
    const sampled = { bytes: 1000, bytesLow: 500, bytesHigh: 2000, monthlyUsd: 10, measurement: 'sampled' } as const;
    expect(seenReturns([{ ...bucket, ...sampled }])).toMatchObject([{ found: { monthlyUsd: 5 } }]);
  });

  it('that only falls is never wasteful again', () => {
    const of = {
      measurement: fc.constantFrom('exact', 'sampled', 'partial', 'denied'),
      plannedBytes: fc.nat({ max: 1e6 }),
    } as const;
    const falling = fc.array(fc.nat({ max: 1e6 }), { minLength: 1 }).map((bytes) => bytes.sort((a, b) => b - a));
    fc.assert(
      fc.property(falling, fc.record(of), (bytes, changes) => {
        for (const [index, held] of bytes.entries()) {
          const lowestBytes = bytes[Math.max(0, index - 1)] ?? 0;
          const range = { bytesLow: Math.round(held * 0.9), bytesHigh: Math.round(held * 1.1) };
          expect(isBack({ ...changes, ...range, bytes: held, lowestBytes, monthlyUsd: 1000 })).not.toBe(true);
        }
      }),
    );
  });
});

describe('a guardrail', () => {
  const standing = (changes: Partial<GuardrailStanding>): GuardrailStanding => ({
    id: 'root-without-mfa/1',
    check: 'root-without-mfa',
    accountId: '1',
    accountName: 'prod',
    status: 'fail',
    findings: [],
    missing: [],
    basis: null,
    checkedAt: '2026-11-11T00:00:00Z',
    problem: null,
    stale: null,
    lastKnown: null,
    ...changes,
  });

  it.each([
    [true, { status: 'fail' }],
    [false, { status: 'pass' }],
    [null, { status: 'blind' }],
    [null, { status: 'fail', stale: 'An SCP denies it.' }],
    [null, { status: 'pass', stale: 'An SCP denies it.' }],
  ] as const)('is open: %s, with %j', (holds, changes) => {
    expect(seenGuardrails([standing(changes)])).toMatchObject([{ subject: 'guardrail/root-without-mfa/1', holds }]);
  });
});

describe('a budget', () => {
  const standing = (state: (typeof budgetStates)[number], past = false): BudgetStanding => ({
    accountId: '1',
    accountName: 'prod',
    budget: {
      name: 'All',
      type: 'COST',
      timeUnit: 'MONTHLY',
      limit: { amount: '100', unit: 'USD' },
      plannedLimits: null,
      autoAdjust: null,
      actual: null,
      forecast: null,
      start: null,
      end: null,
      includesCredits: null,
      includesRefunds: null,
      filter: null,
      lastUpdated: null,
      notifications: null,
    },
    verdict: {
      limit: '100',
      actual: '60',
      forecast: '130',
      state,
      usedPercent: 60,
      pacePercent: null,
      daysUntilOut: null,
      tellsNobody: true,
    },
    period: { start: '2026-11-01', end: '2026-12-01' },
    past,
    stale: false,
    readAt: new Date('2026-11-11T00:00:00Z'),
  });
  const unread = [{ accountId: '1', accountName: 'prod', state: 'denied' as const, problem: 'x' }];
  const heldIn = { over: true, willExceed: true, aheadOfPace: false, onTrack: false } as Record<string, boolean>;

  it('is new where its account was read before without it, and else is not', () => {
    const items = [standing('willExceed')];
    const known = [{ accountId: '1', accountName: 'prod' }];
    const began = (before: Parameters<typeof seenBudgets>[1]) => seenBudgets({ items, unread: [] }, before)[0]?.began;
    expect(began({ items: [], known })).toBe(true);
    expect(began({ items, known })).toBe(false);
    expect(began({ items: [], known: [] })).toBe(false);
    expect(began(null)).toBe(false);
  });

  it.each(budgetStates)('that is %s is forecast to be exceeded, or not, or nobody knows', (state) => {
    const holds = heldIn[state] ?? null;
    expect(seenBudgets({ items: [standing(state)], unread: [] })).toMatchObject([
      { subject: 'budget/1/All', holds, episode: '2026-11-01', found: { forecastPercent: 130 } },
    ]);
  });

  it('that was not read again, or is of a former month, is not seen', () => {
    expect(seenBudgets({ items: [standing('willExceed')], unread })[0]?.holds).toBeNull();
    expect(seenBudgets({ items: [standing('willExceed', true)], unread: [] })[0]?.holds).toBeNull();
  });
});
