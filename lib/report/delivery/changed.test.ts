import { describe, expect, it } from 'vitest';
import type { Report } from '../report.ts';
import { sampleReport } from '../sample.test-support.ts';
import { tellsNews } from './changed.ts';

const base = sampleReport();
const place = { accountId: '111122223333', accountName: 'prod', bucket: 'logs', region: 'us-east-1' };
const back = { ...place, provedAt: base.start, monthlyUsd: 9, bytes: 1, likelyCause: null };
const budget: NonNullable<Report['budget']> = {
  ...place,
  name: 'All',
  currency: 'USD',
  month: '2026-11',
  limit: '100',
  actual: '50',
  forecast: '90',
  usedPercent: 50,
  state: 'onTrack',
  readAt: base.start,
};
const guardrails = { opened: [], closed: [], failing: 3, blind: 0, compared: 8, unknown: 0 };
const calm: Partial<Report> = {
  waste: base.waste && { ...base.waste, changeUsd: 0, changePercent: 0 },
  recovered: { ...base.recovered, week: { bookedUsd: 0, expectedUsd: 0 } },
  budget,
  guardrails,
};
const told = (changes: Partial<Report>, former: Partial<Report> = {}) =>
  toldOf({ '2026-W47': changes, '2026-W46': former });
/** Of week 47, by what its report and those before it say. */
const toldOf = (weeks: Record<string, Partial<Report>>) =>
  tellsNews('2026-W47', async (week) => sampleReport({ ...calm, week, ...weeks[week] }));
const returned = { fixes: { applied: [], proved: [], returned: [back] } };

describe('a week', () => {
  it('in which nothing happened and nothing is wrong has nothing to tell', async () => {
    expect(await told({})).toBe(false);
    expect(await told({ spend: base.spend && { ...base.spend, changePercent: -9.9 } })).toBe(false);
    expect(await told({ readAt: null, waste: null })).toBe(false);
    expect(await told({ spend: null, budget: null, guardrails: null })).toBe(false);
  });

  it.each<[string, Partial<Report>]>([
    ['waste moved', { waste: base.waste && { ...base.waste, changeUsd: -0.01 } }],
    ['waste is not to be compared', { waste: base.waste && { ...base.waste, changeUsd: null } }],
    ['something was recovered', { recovered: { ...base.recovered, week: { bookedUsd: 3, expectedUsd: 0 } } }],
    [
      'a fix was applied',
      { fixes: { applied: [{ ...place, at: base.start, expectedUsd: 1 }], proved: [], returned: [] } },
    ],
    ['waste came back', returned],
    ['a guardrail opened', { guardrails: { ...guardrails, opened: [{ ...place, check: 'x', title: 'X' }] } }],
    ['nobody looked', { readAt: '2026-11-15T23:59:59.999Z' }],
    ['the budget is over', { budget: { ...budget, state: 'over' } }],
    ['the budget will be exceeded', { budget: { ...budget, state: 'willExceed' } }],
    ['the bill rose', { spend: base.spend && { ...base.spend, changePercent: 300 } }],
    ['the bill fell', { spend: base.spend && { ...base.spend, changePercent: -40 } }],
    ['more buckets could not be read', { unseen: { buckets: 53, accounts: [], items: [] } }],
    ['an account could not be listed', { unseen: { buckets: 3, accounts: [place], items: [] } }],
    [
      'another bucket could not be read',
      { unseen: { ...base.unseen, items: [{ ...place, measurement: 'denied', problem: null }] } },
    ],
  ])('in which %s has something to tell', async (_, changes) => {
    expect(await told(changes)).toBe(true);
  });

  it('does not tell again what came back before, or what cannot be read as before', async () => {
    expect(await told(returned, returned)).toBe(false);
    const unseen = {
      buckets: 3,
      accounts: [place],
      items: [{ ...place, measurement: 'denied' as const, problem: 'x' }],
    };
    expect(await told({ unseen }, { unseen })).toBe(false);
    expect(await told({}, { unseen })).toBe(true);
  });

  it('does not tell again, after a week in which nobody looked, what came back before it', async () => {
    const unlooked = { start: '2026-11-09T00:00:00.000Z', readAt: '2026-11-06T09:00:00.000Z' };
    expect(await toldOf({ '2026-W47': returned, '2026-W46': unlooked, '2026-W45': returned })).toBe(false);
    expect(await toldOf({ '2026-W47': returned, '2026-W46': unlooked, '2026-W45': {} })).toBe(true);
    expect(await toldOf({ '2026-W47': returned, '2026-W46': { ...unlooked, readAt: null } })).toBe(true);
  });
});
