import {
  type Expression,
  GetCostAndUsageCommand,
  type GetCostAndUsageCommandInput,
} from '@aws-sdk/client-cost-explorer';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parseNanos } from '../bill/nano.ts';
import { trueCosts } from '../bill/true-costs.ts';
import { userKeys } from '../caller.ts';
import { accountIds } from '../organization/accounts.ts';
import { seededOrganization } from '../organization/seeded-organization.ts';
import { type SimulatedAws, startSimulatedAws } from '../server.ts';
import { costExplorer, costPages, groupBy, sumOf } from '../spend-client.test-support.ts';
import { demoKeys } from '../test-client.test-support.ts';

const now = new Date('2026-11-23T12:25:00Z');
const ninetyDays = { Start: '2026-08-25', End: '2026-11-24' };
const metrics = ['UnblendedCost', 'AmortizedCost', 'NetAmortizedCost'];
const daily: GetCostAndUsageCommandInput = { TimePeriod: ninetyDays, Granularity: 'DAILY', Metrics: metrics };
const service = 'Amazon Simple Storage Service';
const S3: Expression = { Dimensions: { Key: 'SERVICE', Values: [service] } };
const notCharges: Expression = { Not: { Dimensions: { Key: 'RECORD_TYPE', Values: ['Tax', 'Credit', 'Refund'] } } };

let aws: SimulatedAws;

beforeAll(async () => {
  aws = await startSimulatedAws({ now, organization: seededOrganization });
});

afterEach(() => aws.faults.reset());
afterAll(() => aws.close());

const ask = async (input: Partial<GetCostAndUsageCommandInput>, credentials = demoKeys) =>
  (await costPages(costExplorer(aws.url, credentials), { ...daily, ...input })).flat();
const truth = (question: Partial<Parameters<typeof trueCosts>[1]> = {}) =>
  trueCosts(aws.world.bill.at(aws.world.clock.now()), { from: ninetyDays.Start, to: ninetyDays.End, ...question });
const total = (question: Partial<Parameters<typeof trueCosts>[1]> = {}) =>
  truth(question).reduce((sum, { amount }) => sum + parseNanos(amount), 0);

describe('groups', () => {
  test.each([
    ['SERVICE', 'LINKED_ACCOUNT'],
    ['REGION', 'LINKED_ACCOUNT'],
    ['RECORD_TYPE', 'SERVICE'],
    ['USAGE_TYPE', 'SERVICE'],
    ['LINKED_ACCOUNT'],
    ['INSTANCE_TYPE'],
    [],
  ])('of %s %s sum to the truth, by day and by month', async (...keys) => {
    for (const Granularity of ['DAILY', 'MONTHLY'] as const) {
      const results = await ask({ ...groupBy(...keys), Granularity });
      expect(sumOf(results, 'UnblendedCost')).toBe(total());
      expect(sumOf(results, 'AmortizedCost')).toBe(total({ metric: 'amortized' }));
      expect(sumOf(results, 'NetAmortizedCost')).toBe(total({ metric: 'netAmortized' }));
    }
  });

  test('come on pages that may end within a day, each once', async () => {
    aws.faults.costExplorer.pageGroups = 701;
    const pages = await costPages(costExplorer(aws.url), { ...daily, ...groupBy('SERVICE', 'LINKED_ACCOUNT') });
    const sizes = pages.map((page) => page.reduce((sum, { Groups = [] }) => sum + Groups.length, 0));
    expect(sizes.length).toBeGreaterThan(8);
    expect(sizes.slice(0, -1).every((size) => size === 701)).toBe(true);
    const groups = pages.flat().flatMap(({ TimePeriod, Groups = [] }) =>
      Groups.map(({ Keys = [], Metrics }) => ({
        name: [TimePeriod?.Start, ...Keys].join(' '),
        isCharged: Metrics?.UnblendedCost?.Amount !== '0',
      })),
    );
    expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length);
    const charged = truth({ granularity: 'daily', groupBy: ['service', 'account'] }).filter(
      ({ amount }) => amount !== '0',
    );
    expect(groups.filter(({ isCharged }) => isCharged)).toHaveLength(charged.length);
    expect(sumOf(pages.flat(), 'UnblendedCost')).toBe(total());
    const divided = pages.some(
      (page, index) => page.at(-1)?.TimePeriod?.Start === pages[index + 1]?.[0]?.TimePeriod?.Start,
    );
    expect(divided).toBe(true);
  });

  test('name accounts, have no total, and leave out what costs nothing', async () => {
    const answer = await costExplorer(aws.url).send(
      new GetCostAndUsageCommand({ ...daily, ...groupBy('SERVICE', 'LINKED_ACCOUNT') }),
    );
    expect(answer.DimensionValueAttributes).toContainEqual({
      Value: accountIds['data-platform'],
      Attributes: { description: 'data-platform' },
    });
    const [first] = answer.ResultsByTime ?? [];
    expect(first?.Total).toEqual({});
    expect(first?.Groups?.every(({ Keys }) => Keys?.length === 2)).toBe(true);
    const tax = answer.ResultsByTime?.filter(({ Groups }) => Groups?.some(({ Keys }) => Keys?.[0] === 'Tax'));
    expect(tax?.map(({ TimePeriod }) => TimePeriod?.Start)).toEqual(['2026-09-01', '2026-10-01']);
  });
});

describe('filters', () => {
  test('of record types part the whole', async () => {
    const usage = await ask({ ...groupBy('SERVICE', 'LINKED_ACCOUNT'), Filter: notCharges });
    expect(sumOf(usage, 'UnblendedCost')).toBe(total({ recordTypes: ['usage'] }));
    const parts = await Promise.all(
      ['Tax', 'Credit', 'Refund'].map((type) =>
        ask({ ...groupBy('SERVICE'), Filter: { Dimensions: { Key: 'RECORD_TYPE', Values: [type] } } }),
      ),
    );
    const sums = [usage, ...parts].map((results) => sumOf(results, 'UnblendedCost'));
    expect(sums.reduce((sum, each) => sum + each)).toBe(total());
    expect(sums[2]).toBe(-1250e9);
    expect(sums[3]).toBe(-86.4e9);
  });

  test('may be nested', async () => {
    const inMedia: Expression = { Dimensions: { Key: 'LINKED_ACCOUNT', Values: [accountIds.media] } };
    const both = await ask({ Filter: { And: [S3, inMedia, notCharges] } });
    const either = await ask({ Filter: { Or: [S3, inMedia] } });
    const [s3, media, mediaS3] = [
      total({ service }),
      total({ account: accountIds.media }),
      total({ service, account: accountIds.media }),
    ];
    expect(sumOf(both, 'UnblendedCost')).toBe(mediaS3);
    expect(sumOf(either, 'UnblendedCost')).toBe(s3 + media - mediaS3);
  });

  test('of S3 leave its usage types, with quantities and units', async () => {
    const results = await ask({ ...groupBy('USAGE_TYPE'), Filter: S3, Metrics: ['UnblendedCost', 'UsageQuantity'] });
    const groups = results[0]?.Groups ?? [];
    const storage = groups.find(({ Keys }) => Keys?.[0] === 'APN2-TimedStorage-ByteHrs');
    expect(storage?.Metrics?.UsageQuantity?.Unit).toBe('GB-Mo');
    expect(Number(storage?.Metrics?.UsageQuantity?.Amount)).toBeGreaterThan(0);
    expect(groups.map(({ Keys }) => Keys?.[0])).toContain('USW2-TimedStorage-GlacierStaging');
  });
});

test('months are cut to the period, and the current one is estimated', async () => {
  const results = await ask({ Granularity: 'MONTHLY', TimePeriod: { Start: '2026-09-10', End: '2026-11-24' } });
  expect(results.map(({ TimePeriod, Estimated }) => [TimePeriod?.Start, TimePeriod?.End, Estimated])).toEqual([
    ['2026-09-10', '2026-10-01', false],
    ['2026-10-01', '2026-11-01', false],
    ['2026-11-01', '2026-11-24', true],
  ]);
});

describe('who may see what', () => {
  test('a member sees itself and nothing else', async () => {
    const results = await ask({ ...groupBy('LINKED_ACCOUNT') }, userKeys(accountIds.media));
    const keys = new Set(results.flatMap(({ Groups = [] }) => Groups.flatMap(({ Keys = [] }) => Keys)));
    expect([...keys]).toEqual([accountIds.media]);
    expect(sumOf(results, 'UnblendedCost')).toBe(total({ account: accountIds.media }));
  });

  test('a policy that denies is named in the refusal', async () => {
    aws.faults.denied = [{ action: 'ce:GetCostAndUsage', by: 'service control policy', account: accountIds.media }];
    await expect(ask({}, userKeys(accountIds.media))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(/ce:GetCostAndUsage on resource: arn:aws:ce.* service control policy/),
    });
    expect(await ask({})).toHaveLength(91);
  });
});

describe('AWS refuses', () => {
  const period = (Start: string, End: string) => ({ TimePeriod: { Start, End } });
  const refused: [string, Partial<GetCostAndUsageCommandInput>, RegExp][] = [
    ['a period that ends before it begins', period('2026-11-02', '2026-11-02'), /should be before end date/],
    ['a day that is none', period('2026-02-30', '2026-11-02'), /invalid/],
    ['the month after the current one', period('2026-11-02', '2026-12-02'), /past the beginning of next month/],
    ['what is older than fourteen months', period('2025-09-30', '2026-11-02'), /beyond 14 months/],
    ['three groupings', groupBy('SERVICE', 'REGION', 'LINKED_ACCOUNT'), /at most 2/],
    ['a grouping by something else', groupBy('COLOUR'), /not supported/],
    ['no metric', { Metrics: [] }, /Metrics/],
    ['an unknown metric', { Metrics: ['Cost'] }, /Metric Cost is not valid/],
    ['hours', { Granularity: 'HOURLY' }, /Hourly/],
    ['a filter of two kinds at once', { Filter: { ...S3, ...notCharges } }, /wrong number of operators/],
    ['And with one operand', { Filter: { And: [S3] } }, /at least 2/],
  ];
  test.each(refused)('%s', async (_what, input, message) => {
    await expect(ask(input)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(message),
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('a token of nobody, and one of another request', async () => {
    aws.faults.costExplorer.pageGroups = 10;
    const send = (input: Partial<GetCostAndUsageCommandInput>) =>
      costExplorer(aws.url).send(new GetCostAndUsageCommand({ ...daily, ...input }));
    const { NextPageToken } = await send(groupBy('SERVICE'));
    expect(NextPageToken).toBeDefined();
    await expect(send({ ...groupBy('SERVICE'), NextPageToken: 'x' })).rejects.toMatchObject({
      name: 'InvalidNextTokenException',
    });
    await expect(send({ ...groupBy('REGION'), NextPageToken })).rejects.toMatchObject({
      name: 'RequestChangedException',
    });
  });
});
