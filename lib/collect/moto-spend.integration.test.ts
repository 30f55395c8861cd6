/** The contract with a Cost Explorer and Budgets that we did not write: most of their calls answer a page of HTML. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { motoAccount as account, motoIsThere, startMoto } from '#lib/aws/moto-server.test-support.ts';
import { budgetsSchema } from '#lib/spend/budget.ts';
import { addDays, dayOf } from '#lib/spend/calendar.ts';
import { accountKinds } from '#lib/spend/reading.ts';
import { costSeries, costTotals } from '#lib/store/cost-series.ts';
import { collect, errors, type Lab, openLab } from './collecting.test-support.ts';
import { readings, states } from './spend.test-support.ts';

describe.runIf(motoIsThere('the contract test of reading costs and budgets'))('against moto', () => {
  let lab: Lab;
  let moto: Awaited<ReturnType<typeof startMoto>>;
  const today = dayOf(new Date());

  beforeAll(async () => {
    moto = await startMoto();
    lab = await openLab({ environment: { AWS_ENDPOINT_URL: moto.url } });
  });

  afterAll(async () => {
    await lab?.close();
    moto?.stop();
    expect(errors.splice(0)).toEqual([]);
  });

  async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<void> {
    const response = await fetch(`${moto.url}${path}`, { method: 'POST', body: JSON.stringify(body), headers });
    if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
  }

  test('costs that were seeded there and a budget that was created there are read exactly', async () => {
    const metrics = (Amount: string) => ({
      UnblendedCost: { Amount, Unit: 'USD' },
      AmortizedCost: { Amount, Unit: 'USD' },
      NetAmortizedCost: { Amount, Unit: 'USD' },
    });
    const day = (back: number, Groups: unknown[]) => ({
      TimePeriod: { Start: addDays(today, -back), End: addDays(today, 1 - back) },
      Total: {},
      Groups,
      Estimated: back === 1,
    });
    await post('/moto-api/static/ce/cost-and-usage-results', {
      account_id: account,
      results: [
        {
          ResultsByTime: [
            day(2, [
              { Keys: ['Amazon Simple Storage Service', account], Metrics: metrics('12.3456789012') },
              { Keys: ['AWS Lambda', '210987654321'], Metrics: metrics('0.0000000001') },
            ]),
            day(1, [{ Keys: ['Amazon Simple Storage Service', account], Metrics: metrics('3.1') }]),
          ],
        },
      ],
    });
    const target = 'AWSBudgetServiceGateway.CreateBudget';
    const authorization =
      'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/budgets/aws4_request, SignedHeaders=host, Signature=0';
    await post(
      '/',
      {
        AccountId: account,
        Budget: {
          BudgetName: 'by another tool',
          BudgetLimit: { Amount: '250.50', Unit: 'USD' },
          TimeUnit: 'MONTHLY',
          BudgetType: 'COST',
        },
        NotificationsWithSubscribers: [
          {
            Notification: { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold: 80 },
            Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'ops@example.com' }],
          },
        ],
      },
      { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1', authorization },
    );

    const progress = await collect({ kinds: [] });
    expect(progress).toMatchObject({ status: 'completed', problems: [], partial: false });
    expect(progress.kinds.map(({ kind }) => kind)).toEqual(['uploads', 'lifecycle', ...accountKinds]);

    const range = { granularity: 'daily', metric: 'unblended', from: addDays(today, -30), to: today } as const;
    expect(await costTotals(range)).toMatch(/^15\.4456789013(0*)$/);
    const { items } = await costSeries({ ...range, groupBy: 'account' });
    const linked = items.find(({ keys, start }) => keys[0] === '210987654321' && start === addDays(today, -2));
    expect(Number(linked?.amount)).toBe(1e-10);
    for (const groupBy of ['service', 'region'] as const) {
      const series = await costSeries({ ...range, groupBy });
      expect(series.items.reduce((sum, { amount }) => sum + Number(amount), 0)).toBeCloseTo(15.4456789013, 10);
      expect(series.items.filter(({ start }) => start === addDays(today, -1)).every((item) => item.estimated)).toBe(
        true,
      );
    }

    const { budgets } = budgetsSchema.parse((await readings('budgets'))[account]?.data);
    expect(budgets).toMatchObject([
      {
        name: 'by another tool',
        limit: { amount: expect.stringMatching(/^250\.50?$/), unit: 'USD' },
        timeUnit: 'MONTHLY',
        includesCredits: true,
        notifications: [{ type: 'ACTUAL', threshold: 80, thresholdType: 'PERCENTAGE', subscribers: null }],
      },
    ]);
  });

  test('what answers a page of HTML is a state, in one call each', async () => {
    for (const kind of ['forecast', 'anomalies', 'commitments'] as const)
      expect(await states(kind)).toEqual({ [account]: 'unsupported' });
    expect((await readings('forecast'))[account]).toMatchObject({
      data: null,
      problem: expect.stringContaining('GetCostForecast'),
    });
  });
});
