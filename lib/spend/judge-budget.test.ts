import { describe, expect, test } from 'vitest';
import { alert, budget } from './budget.test-support.ts';
import type { Budget } from './budget.ts';
import { type budgetStates, byAttention, judgeBudget } from './judge-budget.ts';

/** Half of November. */
const now = new Date('2026-11-16T00:00:00Z');
const judged = (rest: Partial<Budget> = {}) => judgeBudget({ budget: budget(rest), now });
const usd = (amount: string) => ({ amount, unit: 'USD' });

describe('judgeBudget', () => {
  test('on track: what is used, where an even pace would be', () => {
    expect(judged()).toEqual({
      limit: '1000',
      actual: '300',
      forecast: null,
      state: 'onTrack',
      usedPercent: 30,
      pacePercent: 50,
      daysUntilOut: null,
      tellsNobody: false,
    });
  });

  test.each([
    ['over', { actual: usd('1000.0000000001') }],
    ['onTrack', { actual: usd('1000'), timeUnit: 'DAILY' }],
    ['over', { actual: usd('2000'), forecast: usd('900') }],
    ['willExceed', { actual: usd('300'), forecast: usd('1000.01') }],
    ['onTrack', { actual: usd('300'), forecast: usd('1000') }],
    ['aheadOfPace', { actual: usd('551') }],
    ['onTrack', { actual: usd('550') }],
    ['unknown', { actual: null }],
    ['unknown', { limit: null }],
    ['over', { limit: usd('0'), actual: usd('1') }],
    ['onTrack', { limit: usd('0'), actual: usd('0') }],
    ['notMoney', { type: 'USAGE', limit: { amount: '100', unit: 'GB' }, actual: { amount: '200', unit: 'GB' } }],
    ['notMoney', { type: 'SAVINGS_PLANS_UTILIZATION', limit: { amount: '90', unit: 'PERCENTAGE' } }],
  ] satisfies [string, Partial<Budget>][])('is %s with %j', (state, rest) => {
    expect(judged(rest).state).toBe(state);
  });

  test('how long the limit lasts at the pace so far, where it does not last', () => {
    expect(judged({ actual: usd('750') }).daysUntilOut).toBeCloseTo(5, 10);
    expect(judged({ actual: usd('500') }).daysUntilOut).toBeNull();
    expect(judged({ actual: usd('1200') }).daysUntilOut).toBe(0);
    expect(judged({ actual: usd('0') }).daysUntilOut).toBeNull();
    expect(judged({ actual: usd('-5') }).daysUntilOut).toBeNull();
  });

  test('within a day there is no pace', () => {
    expect(judged({ timeUnit: 'DAILY', limit: usd('5'), actual: usd('4.9') })).toMatchObject({
      state: 'onTrack',
      pacePercent: null,
      daysUntilOut: null,
      usedPercent: 98,
    });
  });

  test('the planned limit of this period counts, and no other', () => {
    const plannedLimits = { '2026-10-01T00:00:00.000Z': usd('1'), '2026-11-01T00:00:00.000Z': usd('250') };
    expect(judged({ plannedLimits, limit: null })).toMatchObject({ limit: '250', state: 'over' });
    expect(judged({ plannedLimits: { '2026-12-01T00:00:00.000Z': usd('1') } }).limit).toBe('1000');
  });

  test('a custom budget that has not begun has used nothing of its time', () => {
    const custom = { timeUnit: 'CUSTOM', start: '2026-12-01T00:00:00.000Z', end: '2027-01-01T00:00:00.000Z' } as const;
    expect(judged({ ...custom, actual: usd('0') })).toMatchObject({ pacePercent: 0, state: 'onTrack' });
  });

  test.each([
    [true, []],
    [true, [alert({ subscribers: [] }), alert({ subscribers: [] })]],
    [false, [alert({ subscribers: [] }), alert()]],
    [false, null],
    [false, [alert({ subscribers: [] }), alert({ subscribers: null })]],
  ])('tells nobody: %s', (tellsNobody, notifications) => {
    expect(judged({ notifications }).tellsNobody).toBe(tellsNobody);
  });
});

describe('what was read in a former period', () => {
  const later = (rest: Partial<Budget>, readAt: string) =>
    judgeBudget({ budget: budget(rest), now, readAt: new Date(readAt) });

  test('says nothing of the present one', () => {
    expect(later({ actual: usd('1200'), forecast: usd('1300') }, '2026-10-31T23:00:00Z')).toEqual({
      limit: '1000',
      actual: '1200',
      forecast: '1300',
      state: 'unknown',
      usedPercent: 120,
      pacePercent: null,
      daysUntilOut: null,
      tellsNobody: false,
    });
    expect(later({ timeUnit: 'DAILY', actual: usd('1200') }, '2026-11-15T23:00:00Z').state).toBe('unknown');
    expect(later({ type: 'USAGE' }, '2026-10-31T23:00:00Z').state).toBe('unknown');
  });

  test('is judged while the period goes on, and by its own planned limit', () => {
    expect(later({ actual: usd('1200') }, '2026-11-01T00:00:00Z').state).toBe('over');
    expect(later({ timeUnit: 'QUARTERLY', actual: usd('1200') }, '2026-10-31T23:00:00Z').state).toBe('over');
    const plannedLimits = { '2026-10-01T00:00:00.000Z': usd('1'), '2026-11-01T00:00:00.000Z': usd('250') };
    expect(later({ plannedLimits }, '2026-10-31T23:00:00Z').limit).toBe('1');
  });
});

test('a budget whose life is over is ended, however much it was over', () => {
  const custom = { timeUnit: 'CUSTOM', start: '2026-10-01T00:00:00.000Z', end: '2026-11-15T00:00:00.000Z' } as const;
  const ended = judged({ ...custom, actual: usd('1200'), notifications: [] });
  expect(ended).toMatchObject({ state: 'ended', pacePercent: null, daysUntilOut: null, tellsNobody: false });
});

test('byAttention puts first what needs a person', () => {
  const of = (state: (typeof budgetStates)[number], usedPercent: number | null, rest: object = {}) => ({
    budget: { limit: usd('100'), ...rest },
    verdict: { state, usedPercent, tellsNobody: false, limit: '100', actual: String(usedPercent ?? 0), ...rest },
  });
  const sorted = [
    of('over', 5, { limit: { amount: '100', unit: 'CNY' }, actual: '105' }),
    of('over', 101, { actual: '9000' }),
    of('over', 300, { actual: '300' }),
    of('over', 140),
    of('willExceed', 50),
    of('aheadOfPace', 60),
    of('unknown', null),
    of('onTrack', 5, { tellsNobody: true }),
    of('onTrack', 80),
    of('onTrack', null),
    of('notMoney', 300),
    of('ended', 900),
  ].map(({ budget: own, verdict }) => ({ budget: own, verdict: { ...verdict, limit: '100' } }));
  expect(sorted.toReversed().sort(byAttention)).toEqual(sorted);
});
