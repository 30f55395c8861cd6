import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import {
  type CostGrouping,
  type CostRow,
  costGroupings,
  costMetrics,
  recordTypes,
  S3_SERVICE,
} from '#lib/spend/cost-row.ts';
import { costDetails } from './cost-detail.ts';
import { costCoverage, costFilters, costSeries, costTotals } from './cost-series.ts';
import { costState } from './cost-state.ts';
import { at, cost, MEMBER, OTHER, PAYER, storeDays, sumOf } from './costs.test-support.ts';
import { replaceCosts } from './costs.ts';
import { database } from './database.ts';

let db: Awaited<ReturnType<typeof testDatabase>>;
beforeEach(async () => {
  db = await testDatabase();
});
afterEach(() => db.drop());

const days = { from: '2026-11-01', to: '2026-11-05' };
const daily = { granularity: 'daily', ...days, metric: 'unblended' } as const;

const amount = fc
  .tuple(fc.integer({ min: -100, max: 10_000 }), fc.integer({ min: 0, max: 999_999_999 }))
  .map(([whole, part]) => `${whole}.${String(part).padStart(9, '0')}`);
const usage = fc.record({
  start: fc.constantFrom('2026-11-01', '2026-11-02', '2026-11-04'),
  accountId: fc.constantFrom(PAYER, MEMBER, OTHER),
  service: fc.constantFrom(S3_SERVICE, 'Amazon EC2', 'Tax'),
  region: fc.constantFrom('us-east-1', 'eu-west-1', 'global'),
  usageType: fc.constantFrom('TimedStorage-ByteHrs', 'Requests-Tier1'),
  recordType: fc.constantFrom(...recordTypes),
  unblended: amount,
  amortized: amount,
  netAmortized: amount,
});
type Usage = { service: string; region: string; usageType: string } & Omit<CostRow, 'key'>;

/** The same usage cut in each of the three ways, as Cost Explorer would. */
async function storeUsage(all: Usage[]): Promise<void> {
  const rows = (key: 'service' | 'region' | 'usageType', of: Usage[]) =>
    of.map(({ service, region, usageType, ...row }) => ({ ...row, key: { service, region, usageType }[key] }));
  await storeDays(days, rows('service', all));
  await storeDays(days, rows('region', all), { cut: 'region' });
  const s3 = all.filter(({ service }) => service === S3_SERVICE);
  await storeDays(days, rows('usageType', s3), { cut: 'usageType' });
}

/** What a question's answer must sum to, counted without the store. */
function truth(all: Usage[], metric: (typeof costMetrics)[number], holds: (row: Usage) => boolean): string {
  return sumOf(all.filter(holds).map((row) => ({ amount: row[metric] })));
}

describe('by whatever costs are grouped and cut', () => {
  test('groups sum to the total, and another grouping sums to the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(usage, { minLength: 1, maxLength: 30 }),
        fc.constantFrom(...costMetrics),
        fc.subarray([...recordTypes], { minLength: 1 }),
        fc.option(fc.subarray([PAYER, MEMBER, OTHER]), { nil: undefined }),
        async (all, metric, types, accountIds) => {
          await storeUsage(all);
          const filter = accountIds?.length === 1 ? { accountId: accountIds[0] } : { accountIds };
          const own = (row: Usage) => types.includes(row.recordType) && (accountIds?.includes(row.accountId) ?? true);
          for (const granularity of ['daily', 'monthly'] as const) {
            const asked = { ...daily, granularity, metric, recordTypes: types, filter };
            for (const groupBy of ['service', 'account', 'region'] satisfies CostGrouping[])
              expect(sumOf((await costSeries({ ...asked, groupBy })).items)).toBe(truth(all, metric, own));
            expect(await costTotals(asked)).toBe(truth(all, metric, own));
            const s3 = { ...asked, filter: { ...filter, service: S3_SERVICE } };
            const ofS3 = truth(all, metric, (row) => own(row) && row.service === S3_SERVICE);
            for (const groupBy of ['service', 'account', 'usageType'] satisfies CostGrouping[])
              expect(sumOf((await costSeries({ ...s3, groupBy })).items)).toBe(ofS3);
            for (const filtered of [
              { region: 'us-east-1' },
              { usageType: 'Requests-Tier1' },
              { service: 'Amazon EC2' },
            ]) {
              const one = { ...asked, filter: { ...filter, ...filtered } };
              const [[key = 'service', name] = []] = Object.entries(filtered) as [
                'region' | 'usageType' | 'service',
                string,
              ][];
              const matches = (row: Usage) =>
                own(row) && row[key] === name && (key !== 'usageType' || row.service === S3_SERVICE);
              expect(await costTotals(one)).toBe(truth(all, metric, matches));
              for (const groupBy of [key, 'account'] satisfies CostGrouping[])
                expect(sumOf((await costSeries({ ...one, groupBy })).items)).toBe(truth(all, metric, matches));
            }
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  test.each([
    ['service', { region: 'us-east-1' }],
    ['region', { service: 'Amazon EC2' }],
    ['account', { service: 'Amazon EC2', region: 'us-east-1' }],
    ['usageType', { region: 'us-east-1' }],
    ['usageType', { service: 'Amazon EC2' }],
    ['region', { usageType: 'Requests-Tier1' }],
  ] satisfies [CostGrouping, object][])('%s under %j is refused, and not answered wrong', async (groupBy, filter) => {
    await expect(costSeries({ ...daily, groupBy, filter })).rejects.toMatchObject({ code: 'invalid' });
  });

  test.each(costGroupings)('%s of an empty store is empty and without a currency', async (groupBy) => {
    expect(await costSeries({ ...daily, groupBy })).toEqual({ currency: null, items: [], periods: [], asOf: null });
  });
});

test('costSeries names the periods that were read, estimated ones, and days without a cost', async () => {
  await storeDays({ ...days, estimatedFrom: '2026-11-04' }, [
    cost('2026-11-01', PAYER, 'b'),
    cost('2026-11-04', PAYER, 'a'),
  ]);
  const series = await costSeries({ ...daily, to: '2026-11-30', groupBy: 'service' });
  expect(series).toMatchObject({ currency: 'USD', asOf: at });
  expect(series.items).toEqual([
    { start: '2026-11-01', end: '2026-11-02', estimated: false, keys: ['b'], amount: '10' },
    { start: '2026-11-04', end: '2026-11-05', estimated: true, keys: ['a'], amount: '10' },
  ]);
  expect(series.periods.map(({ start, estimated }) => [start, estimated])).toEqual([
    ['2026-11-01', false],
    ['2026-11-02', false],
    ['2026-11-03', false],
    ['2026-11-04', true],
  ]);
});

test('a usage type is one of S3 when costs are grouped by service', async () => {
  await storeDays(days, [cost('2026-11-01', PAYER, 'Requests-Tier1')], { cut: 'usageType' });
  const { items } = await costSeries({ ...daily, groupBy: 'service', filter: { usageType: 'Requests-Tier1' } });
  expect(items.map(({ keys }) => keys)).toEqual([[S3_SERVICE]]);
});

test('costCoverage and costState tell what was read, and of whom', async () => {
  expect(await costCoverage()).toBeNull();
  await storeDays({ ...days, estimatedFrom: '2026-11-03' }, [cost('2026-11-01', PAYER, 'a')]);
  await storeDays({ from: '2026-10-30', to: '2026-11-02' }, [], { asked: OTHER, currency: null });
  await storeDays({ from: '2026-11-02', to: '2026-11-04' }, [], { cut: 'region' });
  expect(await costCoverage()).toEqual({
    firstDay: '2026-10-30',
    lastDay: '2026-11-04',
    firstMonth: '2026-11-01',
    estimatedFrom: '2026-11-03',
    currency: 'USD',
    asOf: at,
  });
  const none = { firstDay: null, lastDay: null, estimatedFrom: null, firstMonth: null };
  expect(await costState({ asked: PAYER })).toEqual({
    service: { firstDay: '2026-11-01', lastDay: '2026-11-04', estimatedFrom: '2026-11-03', firstMonth: '2026-11-01' },
    region: { ...none, firstDay: '2026-11-02', lastDay: '2026-11-03' },
    usageType: none,
  });
});

test('costFilters names accounts as we know them, then as Cost Explorer does', async () => {
  await database().pool.query('insert into account values ($1, $2, $3, $3, null)', [PAYER, 'management', at]);
  const rows = [cost('2026-11-01', PAYER, 'b'), cost('2026-11-01', MEMBER, 'a'), cost('2026-11-01', OTHER, 'a')];
  await storeDays(days, rows, { accountNames: { [PAYER]: 'payer', [MEMBER]: 'data-platform' } });
  await storeDays(days, rows);
  expect(await costFilters()).toEqual({
    accounts: [
      { accountId: OTHER, name: OTHER },
      { accountId: MEMBER, name: 'data-platform' },
      { accountId: PAYER, name: 'management' },
    ],
    services: ['a', 'b'],
    regions: [],
    usageTypes: [],
  });
});

test('costDetails yields every cost once, period by period', async () => {
  await storeDays(days, [
    cost('2026-11-01', MEMBER, 'a', { unblended: '1.50', amortized: '2', netAmortized: '3' }),
    cost('2026-11-02', PAYER, 'a', { recordType: 'tax' }),
  ]);
  await storeDays(days, [cost('2026-11-01', MEMBER, 'us-east-1')], { cut: 'region' });
  const pages: unknown[] = [];
  for await (const page of costDetails({ granularity: 'daily', ...days })) pages.push(page);
  expect(pages).toMatchObject([
    [
      {
        start: '2026-11-01',
        end: '2026-11-02',
        accountId: MEMBER,
        accountName: null,
        asked: PAYER,
        service: 'a',
        recordType: 'usage',
        unblended: '1.5',
        amortized: '2',
        netAmortized: '3',
        currency: 'USD',
        estimated: false,
      },
    ],
    [{ start: '2026-11-02', accountId: PAYER, recordType: 'tax' }],
    [],
    [],
  ]);
});

test('monthly answers stand beside days', async () => {
  const monthly = {
    cut: 'service',
    granularity: 'monthly',
    from: '2026-09-01',
    to: '2026-11-01',
    asked: PAYER,
  } as const;
  const periods = ['2026-09-01', '2026-10-01'].map((start) => ({ start, estimated: false }));
  await replaceCosts({ ...monthly, currency: 'USD', at, rows: [cost('2026-09-01', PAYER, 'a')], periods });
  const { items } = await costSeries({ ...monthly, metric: 'unblended', groupBy: 'account' });
  expect(items).toEqual([{ start: '2026-09-01', end: '2026-10-01', estimated: false, keys: [PAYER], amount: '10' }]);
  expect(await costTotals({ from: '2026-09-01', to: '2026-11-01', granularity: 'monthly', metric: 'unblended' })).toBe(
    '10',
  );
  expect(await costTotals({ from: '2026-09-01', to: '2026-11-01', metric: 'unblended' })).toBe('0');
});
