import { describe, expect, test } from 'vitest';
import {
  type CostRequest,
  costBatches,
  costOrder,
  costRequests,
  cutRequest,
  occurringRecordTypes,
  recordTypeRequest,
  requestsUsd,
} from './cost-requests.ts';
import { type CostSpan, type CostState, nothingRead } from './cost-spans.ts';

const now = new Date('2026-11-23T04:00:00Z');
const span: CostSpan = { cut: 'service', granularity: 'daily', from: '2026-11-01', to: '2026-11-24' };
const words = (requests: CostRequest[]) =>
  requests.map(({ of, recordType }) => (recordType ? `${of} ${recordType}` : of));

describe('cutRequest', () => {
  test('leaves out what is told apart, and asks for each of it alone', () => {
    expect(cutRequest({ span, recordType: 'usage' })).toEqual({
      of: 'service',
      recordType: 'usage',
      granularity: 'daily',
      from: '2026-11-01',
      to: '2026-11-24',
      groupBy: ['SERVICE', 'LINKED_ACCOUNT'],
      filter: { Not: { Dimensions: { Key: 'RECORD_TYPE', Values: ['Tax', 'Credit', 'Refund'] } } },
    });
    expect(cutRequest({ span: { ...span, cut: 'region' }, recordType: 'credit' })).toMatchObject({
      groupBy: ['REGION', 'LINKED_ACCOUNT'],
      filter: { Dimensions: { Key: 'RECORD_TYPE', Values: ['Credit'] } },
    });
  });

  test('asks for usage types of S3 only', () => {
    const { groupBy, filter } = cutRequest({ span: { ...span, cut: 'usageType' }, recordType: 'tax' });
    expect(groupBy).toEqual(['USAGE_TYPE', 'LINKED_ACCOUNT']);
    expect(filter).toEqual({
      And: [
        { Dimensions: { Key: 'SERVICE', Values: ['Amazon Simple Storage Service'] } },
        { Dimensions: { Key: 'RECORD_TYPE', Values: ['Tax'] } },
      ],
    });
  });
});

test('recordTypeRequest covers every span', () => {
  const earlier = { ...span, cut: 'region', from: '2026-08-01', to: '2026-11-20' } as const;
  expect(recordTypeRequest([span, earlier])).toMatchObject({ from: '2026-08-01', to: '2026-11-24', filter: null });
});

test('occurringRecordTypes knows three, whatever else a server answers', () => {
  expect(occurringRecordTypes(['Usage', 'Refund', 'SavingsPlanNegation', 'Tax', 'Tax'])).toEqual(['tax', 'refund']);
  expect(occurringRecordTypes(['Amazon Simple Storage Service', 'tax'])).toEqual([]);
});

describe('costRequests', () => {
  test('come in one order, days first, each span with its record types', () => {
    const requests = costRequests({ state: nothingRead, now, occurring: ['credit'] });
    const each = ['usage', 'credit'];
    const expected = [
      'service usage',
      'recordType',
      'service credit',
      ...each.map((type) => `region ${type}`),
      ...each.map((type) => `usageType ${type}`),
    ];
    expect(words(requests)).toEqual([...expected, ...expected]);
    expect(requests.map(({ granularity }) => granularity)).toEqual([
      ...expected.map(() => 'daily'),
      ...expected.map(() => 'monthly'),
    ]);
  });

  test('are 8 at the least and 26 at the most of a first reading, and cost a cent each', () => {
    const least = costRequests({ state: nothingRead, now, occurring: [] });
    const most = costRequests({ state: nothingRead, now });
    expect([least.length, most.length]).toEqual([8, 26]);
    expect(requestsUsd({ requests: most.length })).toBe(0.26);
    expect(requestsUsd({ requests: 3, pages: 7 })).toBe(0.21);
  });
});

test('what was never read comes first, then what was read the longest ago', () => {
  const read = (lastDay: string) => ({
    firstDay: '2026-08-26',
    lastDay,
    estimatedFrom: null,
    firstMonth: '2025-10-01',
  });
  const order = (state: CostState) =>
    costOrder({ state, now }).flatMap((spans) => spans.map(({ granularity, cut }) => `${granularity} ${cut}`));
  const yesterday = read('2026-11-22');
  const days = ['daily service', 'daily region', 'daily usageType'];
  expect(order({ service: yesterday, region: yesterday, usageType: yesterday })).toEqual(days);
  expect(order({ service: yesterday, region: read('2026-11-20'), usageType: read('2026-11-21') })).toEqual([
    'daily region',
    'daily usageType',
    'daily service',
  ]);
  expect(order({ ...nothingRead, service: { ...yesterday, firstMonth: null } })).toEqual([
    'daily region',
    'daily usageType',
    'monthly service',
    'monthly region',
    'monthly usageType',
    'daily service',
  ]);
});

test('costBatches of nothing are none', () => {
  expect(costBatches([])).toEqual([]);
  expect(costBatches([{ ...span, granularity: 'monthly' }, span])).toHaveLength(2);
});
