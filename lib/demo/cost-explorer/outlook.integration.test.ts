import {
  GetAnomaliesCommand,
  GetAnomalyMonitorsCommand,
  GetCostForecastCommand,
  type GetCostForecastCommandInput,
  GetDimensionValuesCommand,
  GetReservationCoverageCommand,
  GetReservationUtilizationCommand,
  GetSavingsPlansCoverageCommand,
  GetSavingsPlansUtilizationCommand,
} from '@aws-sdk/client-cost-explorer';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { trueCosts } from '../bill/true-costs.ts';
import { userKeys } from '../caller.ts';
import { accountIds } from '../organization/accounts.ts';
import { seededOrganization } from '../organization/seeded-organization.ts';
import { type SimulatedAws, startSimulatedAws } from '../server.ts';
import { costExplorer } from '../spend-client.test-support.ts';

const now = new Date('2026-11-23T12:25:00Z');
const restOfMonth = { Start: '2026-11-23', End: '2026-12-01' };
const TimePeriod = { Start: '2026-08-01', End: '2026-11-23' };
const unavailable = { name: 'DataUnavailableException', $metadata: { httpStatusCode: 400 } };

let aws: SimulatedAws;

beforeAll(async () => {
  aws = await startSimulatedAws({ now, organization: seededOrganization });
});

afterEach(() => aws.faults.reset());
afterAll(() => aws.close());

const payer = () => costExplorer(aws.url);
const member = (name: keyof typeof accountIds) => costExplorer(aws.url, userKeys(accountIds[name]));

describe('a forecast', () => {
  const forecast = (input: Partial<GetCostForecastCommandInput> = {}) =>
    payer().send(
      new GetCostForecastCommand({
        TimePeriod: restOfMonth,
        Granularity: 'MONTHLY',
        Metric: 'UNBLENDED_COST',
        ...input,
      }),
    );

  test('continues what was, within bounds that a higher level widens', async () => {
    const [narrow, wide] = await Promise.all([51, 95].map((level) => forecast({ PredictionIntervalLevel: level })));
    const [result] = narrow?.ForecastResultsByTime ?? [];
    const mean = Number(result?.MeanValue);
    const days = trueCosts(aws.world.bill.at(now), { from: '2026-11-16', to: '2026-11-22', recordTypes: ['usage'] });
    expect(mean / 7.8).toBeGreaterThan(Number(days[0]?.amount) / 6 - 250);
    expect(mean / 7.8).toBeLessThan(Number(days[0]?.amount) / 6 + 250);
    expect(narrow?.Total).toEqual({ Amount: result?.MeanValue, Unit: 'USD' });
    expect(result?.TimePeriod).toEqual(restOfMonth);
    const widthOf = (answer: typeof narrow) => {
      const [{ PredictionIntervalUpperBound: high, PredictionIntervalLowerBound: low } = {}] =
        answer?.ForecastResultsByTime ?? [];
      return Number(high) - Number(low);
    };
    expect(widthOf(narrow)).toBeGreaterThan(0);
    expect(widthOf(wide)).toBeGreaterThan(2 * widthOf(narrow));
    expect(Number(result?.PredictionIntervalLowerBound)).toBeLessThan(mean);
  });

  test('by day sums to that by month', async () => {
    const byDay = await forecast({ Granularity: 'DAILY' });
    const sum = byDay.ForecastResultsByTime?.reduce((total, { MeanValue }) => total + Number(MeanValue), 0);
    expect(byDay.ForecastResultsByTime).toHaveLength(8);
    expect(sum).toBeCloseTo(Number((await forecast()).Total?.Amount), 4);
    expect(byDay.ForecastResultsByTime?.[0]?.PredictionIntervalLowerBound).toBeUndefined();
  });

  test('needs a beginning of today or later, and a history', async () => {
    await expect(forecast({ TimePeriod: { Start: '2026-11-22', End: '2026-12-01' } })).rejects.toMatchObject({
      name: 'ValidationException',
    });
    const young = await startSimulatedAws({ now });
    young.world.bill.add([
      { start: '2026-11-20', accountId: young.world.managementAccountId, service: 'AWS Lambda', unblended: '4' },
    ]);
    const asked = costExplorer(young.url).send(
      new GetCostForecastCommand({ TimePeriod: restOfMonth, Granularity: 'MONTHLY', Metric: 'UNBLENDED_COST' }),
    );
    await expect(asked).rejects.toMatchObject({ ...unavailable, message: expect.stringContaining('Insufficient') });
    await young.close();
  });
});

describe('anomalies', () => {
  const since = (StartDate: string) => new GetAnomaliesCommand({ DateInterval: { StartDate, EndDate: '2026-11-23' } });

  test('are found by the monitor of the payer, with cause and impact', async () => {
    const { AnomalyMonitors } = await payer().send(new GetAnomalyMonitorsCommand({}));
    expect(AnomalyMonitors).toMatchObject([{ MonitorType: 'DIMENSIONAL', MonitorDimension: 'SERVICE' }]);
    const { Anomalies } = await payer().send(since('2026-10-01'));
    expect(Anomalies).toMatchObject([
      {
        MonitorArn: AnomalyMonitors?.[0]?.MonitorArn,
        AnomalyStartDate: '2026-11-08T00:00:00Z',
        AnomalyEndDate: '2026-11-10T00:00:00Z',
        Impact: { TotalImpact: 2065.2 },
        RootCauses: [{ Service: 'Amazon SageMaker', LinkedAccount: accountIds['ml-research'], Region: 'us-west-2' }],
      },
    ]);
    const sagemaker = trueCosts(aws.world.bill.at(now), {
      from: '2026-11-08',
      to: '2026-11-11',
      service: 'Amazon SageMaker',
    });
    expect(Anomalies?.[0]?.Impact?.TotalActualSpend).toBeCloseTo(Number(sagemaker[0]?.amount), 2);
  });

  test('must have ended in the interval; a member has no monitor', async () => {
    expect((await payer().send(since('2026-11-11'))).Anomalies).toEqual([]);
    expect((await member('ml-research').send(since('2026-10-01'))).Anomalies).toEqual([]);
    expect((await member('media').send(new GetAnomalyMonitorsCommand({}))).AnomalyMonitors).toEqual([]);
    await expect(payer().send(since('2026-01-01'))).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('commitments', () => {
  test('the Savings Plan is partly unused: its parts add up to what was paid', async () => {
    const Granularity = 'MONTHLY';
    const { Total, SavingsPlansUtilizationsByTime } = await payer().send(
      new GetSavingsPlansUtilizationCommand({ TimePeriod, Granularity }),
    );
    expect(SavingsPlansUtilizationsByTime?.map((each) => each.TimePeriod?.Start)).toEqual([
      '2026-08-01',
      '2026-09-01',
      '2026-10-01',
      '2026-11-01',
    ]);
    const { TotalCommitment, UsedCommitment, UnusedCommitment, UtilizationPercentage } = Total?.Utilization ?? {};
    expect(Number(UsedCommitment) + Number(UnusedCommitment)).toBeCloseTo(Number(TotalCommitment), 6);
    expect(Number(UtilizationPercentage)).toBeGreaterThan(80);
    expect(Number(UtilizationPercentage)).toBeLessThan(95);
    const [fee] = trueCosts(aws.world.bill.at(now), {
      from: TimePeriod.Start,
      to: TimePeriod.End,
      service: 'Savings Plans for AWS Compute usage',
    });
    expect(Number(TotalCommitment)).toBeCloseTo(Number(fee?.amount), 2);
    const { SavingsPlansCoverages } = await payer().send(
      new GetSavingsPlansCoverageCommand({ TimePeriod, Granularity, MaxResults: 3 }),
    );
    expect(SavingsPlansCoverages).toHaveLength(3);
    expect(Number(SavingsPlansCoverages?.[0]?.Coverage?.CoveragePercentage)).toBeGreaterThan(30);
  });

  test('the reservation is used less every month, because its workload shrinks', async () => {
    const ask = { TimePeriod, Granularity: 'MONTHLY' } as const;
    const { UtilizationsByTime = [], Total } = await payer().send(new GetReservationUtilizationCommand(ask));
    const shares = UtilizationsByTime.map((each) => Number(each.Total?.UtilizationPercentage));
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(shares[0]).toBeGreaterThan((shares.at(-1) ?? 0) + 10);
    expect(Number(Total?.RICostForUnusedHours)).toBeGreaterThan(500);
    const { CoveragesByTime } = await payer().send(new GetReservationCoverageCommand(ask));
    expect(CoveragesByTime).toHaveLength(4);
  });

  test('are EC2 unless a filter names a service, and unavailable where none are owned', async () => {
    const Filter = { Dimensions: { Key: 'SERVICE' as const, Values: ['Amazon Redshift'] } };
    await expect(payer().send(new GetReservationUtilizationCommand({ TimePeriod, Filter }))).rejects.toMatchObject(
      unavailable,
    );
    const none = [
      () => member('media').send(new GetSavingsPlansUtilizationCommand({ TimePeriod })),
      () => member('media').send(new GetSavingsPlansCoverageCommand({ TimePeriod })),
      () => member('media').send(new GetReservationUtilizationCommand({ TimePeriod })),
      () => member('media').send(new GetReservationCoverageCommand({ TimePeriod })),
    ];
    for (const ask of none) await expect(ask()).rejects.toMatchObject(unavailable);
    await member('data-platform').send(new GetReservationUtilizationCommand({ TimePeriod }));
  });

  test('are of days that are over', async () => {
    const future = { Start: '2026-11-01', End: '2026-11-24' };
    await expect(payer().send(new GetSavingsPlansUtilizationCommand({ TimePeriod: future }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});

test('dimension values are those of the period, by pages, with the names of accounts', async () => {
  const values = (Dimension: 'SERVICE' | 'LINKED_ACCOUNT', more = {}) =>
    payer().send(new GetDimensionValuesCommand({ TimePeriod, Dimension, ...more }));
  const accounts = await values('LINKED_ACCOUNT');
  expect(accounts.DimensionValues).toContainEqual({
    Value: accountIds.sandbox,
    Attributes: { description: 'sandbox' },
  });
  const first = await values('SERVICE', { MaxResults: 20 });
  expect(first).toMatchObject({ ReturnSize: 20, TotalSize: 32 });
  const second = await values('SERVICE', { MaxResults: 20, NextPageToken: first.NextPageToken });
  expect(second.ReturnSize).toBe(12);
  expect((await values('SERVICE', { SearchString: 'storage' })).DimensionValues?.map(({ Value }) => Value)).toEqual([
    'Amazon Simple Storage Service',
  ]);
});
