import type { Expression } from '@aws-sdk/client-cost-explorer';
import { afterEach, expect, test } from 'vitest';
import { monthlyUsd } from '#lib/money/storage-price.ts';
import { accountIds } from '../organization/accounts.ts';
import { seededOrganization } from '../organization/seeded-organization.ts';
import { type SimulatedAws, startSimulatedAws } from '../server.ts';
import { costExplorer, costPages, groupBy, sumOf } from '../spend-client.test-support.ts';
import { demoKeys } from '../test-client.test-support.ts';
import type { Organization } from '../world/organization.ts';
import { uploadBytes, uploadOf } from '../world/upload.ts';
import { nanosOf } from './nano.ts';
import { storageOnly } from './small-spend.test-support.ts';
import { trueCosts } from './true-costs.ts';

const account = '111122223333';
const now = new Date('2026-11-23T12:25:00Z');
const TIB = 2 ** 40;
const S3: Expression = { Dimensions: { Key: 'SERVICE', Values: ['Amazon Simple Storage Service'] } };
const started: SimulatedAws[] = [];

afterEach(async () => {
  for (const aws of started.splice(0)) await aws.close();
});

async function start(organization: Organization | typeof seededOrganization): Promise<SimulatedAws> {
  const aws = await startSimulatedAws({ now, organization });
  started.push(aws);
  return aws;
}

/** Unblended billionths by day of what the filter leaves. */
async function daysOf(aws: SimulatedAws, from: string, to: string, Filter?: Expression): Promise<Map<string, number>> {
  const pages = await costPages(costExplorer(aws.url, demoKeys), {
    TimePeriod: { Start: from, End: to },
    Granularity: 'DAILY',
    Metrics: ['UnblendedCost'],
    ...(Filter && { Filter }),
  });
  return new Map(pages.flat().map((result) => [result.TimePeriod?.Start ?? '', sumOf([result], 'UnblendedCost')]));
}

/** A TiB left behind ten days ago. */
function oneUpload(): Organization {
  const initiatedAt = new Date(now.getTime() - 10 * 86_400_000);
  const parts = [{ number: 1, bytes: TIB, lastModified: initiatedAt }];
  return {
    managementAccountId: account,
    accounts: [{ id: account, name: 'main' }],
    buckets: [
      { accountId: account, name: 'home', region: 'us-east-1', uploads: () => [{ key: 'k', initiatedAt, parts }] },
    ],
    spend: storageOnly,
  };
}

test('the parts of an incomplete upload are billed for every day that they are there', async () => {
  const aws = await start(oneUpload());
  const perDay = nanosOf((1024 * 0.023) / 30);
  const before = await daysOf(aws, '2026-11-11', '2026-11-23', S3);
  expect(before.get('2026-11-12')).toBe(0);
  expect(before.get('2026-11-13')).toBe(perDay);
  expect(before.get('2026-11-22')).toBe(perDay);
  aws.world.setLifecycle('home', {
    rules: [{ ID: 'a', Status: 'Enabled', Filter: {}, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }],
    transitionDefaultMinimumObjectSize: null,
  });
  aws.world.clock.advance({ days: 4 });
  const after = await daysOf(aws, '2026-11-22', '2026-11-27', S3);
  expect([...after.values()]).toEqual([perDay, perDay, 0, 0, 0]);
});

test("the organization's uploads are really part of its S3 bill", async () => {
  const whole = await start(seededOrganization);
  const without = await start((birth) => {
    const organization = seededOrganization(birth);
    return { ...organization, buckets: organization.buckets.map(({ uploads: _, ...bucket }) => bucket) };
  });
  const [from, to] = ['2026-11-20', '2026-11-22'];
  const [billed, clean] = [await daysOf(whole, from, to, S3), await daysOf(without, from, to, S3)];
  const dayEnd = Date.parse('2026-11-21T00:00:00Z');
  const wasted = seededOrganization({ seed: 'straybytes', now }).buckets.reduce((sum, { region, uploads }) => {
    const present = [...(uploads?.() ?? [])].map((spec) => uploadOf(spec, { initiator: '', nth: 0 }));
    const usd = present
      .filter(({ initiatedAt }) => initiatedAt < dayEnd)
      .map((upload) => monthlyUsd({ bytes: uploadBytes(upload), region, storageClass: upload.storageClass }).usd);
    return usd.reduce((total, each) => total + each, sum);
  }, 0);
  const difference = (billed.get(from) ?? 0) - (clean.get(from) ?? 0);
  expect(difference / 1e9).toBeCloseTo(wasted / 30, 4);
  expect(difference / 1e9).toBeGreaterThan(12);
  expect((billed.get(from) ?? 0) / 1e9).toBeGreaterThan(100);
});

test('fixes of the past have lowered it', async () => {
  const aws = await start(seededOrganization);
  const at = (from: string, to: string) =>
    trueCosts(aws.world.bill.at(now), {
      from,
      to,
      account: accountIds['data-platform'],
      usageType: 'EU-TimedStorage-ByteHrs',
    });
  const before = Number(at('2026-10-23', '2026-10-24')[0]?.amount);
  const after = Number(at('2026-11-03', '2026-11-04')[0]?.amount);
  // 4,890 GiB at $0.023 a month.
  expect(before - after).toBeGreaterThan(3);
});

test('days come in with the clock, are restated while they are estimated, and stand still afterwards', async () => {
  const aws = await start(seededOrganization);
  const first = await daysOf(aws, '2026-10-01', '2026-11-24');
  aws.world.clock.advance({ days: 1 });
  const second = await daysOf(aws, '2026-10-01', '2026-11-25');
  const today = first.get('2026-11-23') ?? 0;
  expect(today).toBeGreaterThan(0);
  expect(second.get('2026-11-23')).toBeGreaterThan(today * 4);
  for (const [day, cost] of first) if (day < '2026-11-01') expect(second.get(day)).toBe(cost);
  expect(second.get('2026-11-10')).toBe(first.get('2026-11-10'));
  // Tax grows with the month.
  expect(second.get('2026-11-01')).toBeGreaterThan(first.get('2026-11-01') ?? 0);
});

test('estimated are the last two days, the month, and the last month until its third day', async () => {
  const aws = await start(seededOrganization);
  const estimated = async (from: string, to: string) => {
    const pages = await costPages(costExplorer(aws.url, demoKeys), {
      TimePeriod: { Start: from, End: to },
      Granularity: 'DAILY',
      Metrics: ['UnblendedCost'],
    });
    return pages.flat().filter(({ Estimated }) => Estimated)[0]?.TimePeriod?.Start;
  };
  expect(await estimated('2026-10-01', '2026-11-24')).toBe('2026-11-01');
  aws.world.clock.advance({ days: 9 });
  expect(await estimated('2026-10-01', '2026-12-03')).toBe('2026-11-01');
  aws.world.clock.advance({ days: 1 });
  expect(await estimated('2026-10-01', '2026-12-04')).toBe('2026-12-01');
});

test('fourteen months are there, with growth, a quiet weekend and one anomaly', async () => {
  const aws = await start(seededOrganization);
  const table = aws.world.bill.at(now);
  const months = trueCosts(table, { from: '2025-10-01', to: '2026-11-01', granularity: 'monthly' });
  expect(months).toHaveLength(13);
  expect(Number(months.at(-1)?.amount)).toBeGreaterThan(Number(months[0]?.amount) * 1.08);
  const ml = trueCosts(table, {
    from: '2026-11-02',
    to: '2026-11-16',
    granularity: 'daily',
    service: 'Amazon SageMaker',
    recordTypes: ['usage'],
  });
  const odd = ml.filter(({ amount }) => Number(amount) > 400).map(({ start }) => start);
  expect(odd).toEqual(['2026-11-08', '2026-11-09', '2026-11-10']);
});

test('costs that a test puts in come back to the last digit; before, there are no data', async () => {
  const aws = await startSimulatedAws({ now });
  started.push(aws);
  await expect(daysOf(aws, '2026-11-01', '2026-11-23')).rejects.toMatchObject({ name: 'DataUnavailableException' });
  const post = (costs: unknown) =>
    fetch(`${aws.url}/_simulated/costs`, { method: 'POST', body: JSON.stringify({ costs }) });
  const cost = { start: '2026-11-02', accountId: account, service: 'Amazon Athena', region: 'eu-west-1' };
  expect(
    (
      await post([
        { ...cost, unblended: '412.091234567', amortized: '400.1' },
        { ...cost, unblended: '-0.000000001', recordType: 'Credit' },
      ])
    ).status,
  ).toBe(200);
  expect((await post([{ ...cost, unblended: '1.0000000001' }])).status).toBe(400);
  const pages = await costPages(costExplorer(aws.url, demoKeys), {
    TimePeriod: { Start: '2026-11-02', End: '2026-11-03' },
    Granularity: 'DAILY',
    Metrics: ['UnblendedCost', 'AmortizedCost'],
    ...groupBy('SERVICE', 'RECORD_TYPE'),
  });
  expect(pages.flat()[0]?.Groups).toEqual([
    {
      Keys: ['Amazon Athena', 'Credit'],
      Metrics: {
        UnblendedCost: { Amount: '-0.000000001', Unit: 'USD' },
        AmortizedCost: { Amount: '-0.000000001', Unit: 'USD' },
      },
    },
    {
      Keys: ['Amazon Athena', 'Usage'],
      Metrics: {
        UnblendedCost: { Amount: '412.091234567', Unit: 'USD' },
        AmortizedCost: { Amount: '400.1', Unit: 'USD' },
      },
    },
  ]);
  const answer = await fetch(
    `${aws.url}/_simulated/costs?from=2026-11-01&to=2026-12-01&groupBy=region&recordTypes=usage`,
  );
  expect(await answer.json()).toEqual({
    currency: 'USD',
    items: [{ start: '2026-11-01', keys: ['eu-west-1'], amount: '412.091234567' }],
  });
});
