import { Decimal } from 'decimal.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anomaliesSchema } from '#lib/spend/anomaly.ts';
import { budgetsSchema } from '#lib/spend/budget.ts';
import { addDays, addMonths, dayOf } from '#lib/spend/calendar.ts';
import { commitmentsSchema } from '#lib/spend/commitment.ts';
import { type CostGrouping, costGroupings, type Granularity, type RecordType } from '#lib/spend/cost-row.ts';
import { forecastSchema } from '#lib/spend/forecast.ts';
import { accountKinds, spendKinds } from '#lib/spend/reading.ts';
import { rememberAwsTime } from '#lib/store/clock.ts';
import { costSeries } from '#lib/store/cost-series.ts';
import { spentOn } from '#lib/store/ledger.ts';
import { collect, errors, type Lab } from './collecting.test-support.ts';
import {
  collectSpend,
  count,
  members,
  openSpendLab,
  payer,
  readings,
  states,
  truth,
  withoutNothing,
} from './spend.test-support.ts';

let lab: Lab;

beforeEach(async () => {
  lab = await openSpendLab();
});

afterEach(async () => {
  await lab.close();
  expect(errors.splice(0)).toEqual([]);
});

function today(): string {
  return dayOf(lab.aws.world.clock.now());
}

/** What the store says, in billionths by group. */
async function stored(of: {
  granularity: Granularity;
  groupBy: CostGrouping;
  from: string;
  to: string;
  recordTypes?: RecordType[];
}) {
  const { items } = await costSeries({ metric: 'unblended', ...of });
  const sums: Record<string, Decimal> = {};
  for (const {
    keys: [key = ''],
    amount,
  } of items)
    sums[key] = new Decimal(amount).plus(sums[key] ?? 0);
  return withoutNothing(Object.fromEntries(Object.entries(sums).map(([key, sum]) => [key, sum.times(1e9).toNumber()])));
}

async function expectTruth(): Promise<void> {
  const days = { from: addDays(today(), -89), to: addDays(today(), 1) };
  const months = { from: addMonths(today(), -13), to: addMonths(today(), 1) };
  for (const groupBy of costGroupings) {
    expect(await stored({ granularity: 'daily', groupBy, ...days })).toEqual(truth(lab.aws, { groupBy, ...days }));
    expect(await stored({ granularity: 'monthly', groupBy, ...months })).toEqual(
      truth(lab.aws, { groupBy, ...months }),
    );
  }
}

describe('a collection of money', () => {
  test('reads every kind, to the cent and by every grouping, and counts what it cost', async () => {
    const progress = await collectSpend();
    expect(progress).toMatchObject({
      status: 'completed',
      partial: false,
      problems: [],
      stoppedBy: null,
      progress: { done: 5, total: 5 },
      kinds: spendKinds.map((kind) => ({ kind, status: 'done', problem: null })),
    });
    for (const kind of ['costs', 'forecast', 'anomalies', 'commitments'] as const)
      expect(await states(kind), kind).toEqual({ [payer]: 'ok' });
    await expectTruth();
    const { costs, forecast, anomalies, commitments } = {
      costs: (await readings('costs'))[payer],
      forecast: forecastSchema.parse((await readings('forecast'))[payer]?.data),
      anomalies: anomaliesSchema.parse((await readings('anomalies'))[payer]?.data),
      commitments: commitmentsSchema.parse((await readings('commitments'))[payer]?.data),
    };
    expect(costs).toMatchObject({ currency: 'USD', problem: null });
    expect(costs?.data).toMatchObject({ linkedAccounts: [payer, ...members.map(({ id }) => id)].sort() });
    expect(forecast).toMatchObject({ start: today(), end: addMonths(today(), 1) });
    expect(anomalies).toMatchObject({ monitors: 1, anomalies: [{ causes: [{ service: 'Amazon SageMaker' }] }] });
    // Of days that are over: on the first of a month the last ones are of the month before.
    expect(commitments.savingsPlans?.at(-1)).toMatchObject({ start: addMonths(addDays(today(), -1), 0) });
    expect(commitments.savingsPlans?.some(({ unused }) => Number(unused) > 0)).toBe(true);
    expect(commitments.reservations?.length).toBeGreaterThan(11);
    const billed = Object.entries(progress.apiCalls).filter(([operation]) => operation.startsWith('Get'));
    const requests = billed.reduce((sum, [, calls]) => sum + calls, 0);
    expect(String(progress.apiCostUsd)).toBe(String(Number((requests * 0.01).toFixed(8))));
    expect(await spentOn(lab.aws.world.clock.now())).toBeCloseTo(requests * 0.01);
    expect(requests).toBe(billed.reduce((sum, [operation]) => sum + (lab.aws.world.requests[operation] ?? 0), 0));
    expect(costs?.data).toMatchObject({ requests: progress.apiCalls.GetCostAndUsage });
  });

  test('knows every budget of every account, its alerts and whom they tell', async () => {
    await collectSpend(['budgets']);
    const all = Object.values(await readings('budgets')).flatMap(({ data }) => budgetsSchema.parse(data).budgets);
    expect(all.length).toBeGreaterThan(8);
    expect(all.every(({ notifications }) => notifications !== null)).toBe(true);
    expect(all.flatMap(({ notifications }) => notifications ?? []).some(({ subscribers }) => subscribers?.length)).toBe(
      true,
    );
    expect(await count('snapshot')).toBe(0);
    expect(lab.aws.world.requests.ListBuckets).toBeUndefined();
  });

  test('reads only what may have changed the next day, and is as exact', async () => {
    const first = await collectSpend(['costs']);
    lab.aws.world.clock.advance({ days: 1 });
    const second = await collectSpend(['costs']);
    await expectTruth();
    expect(second.apiCalls.GetCostAndUsage).toBeLessThan((first.apiCalls.GetCostAndUsage ?? 0) / 2);
    const rows = await count('cost_day');
    await collectSpend(['costs']);
    await expectTruth();
    expect(await count('cost_day')).toBe(rows);
  });

  test('without kinds is one of buckets, and of money once a day', async () => {
    const later = async (hours: number) => {
      lab.aws.world.clock.advance({ hours });
      await rememberAwsTime(lab.aws.world.clock.now());
    };
    const kinds = async () => (await collect({ kinds: [] })).kinds.map(({ kind }) => kind);
    expect(await kinds()).toEqual(['uploads', 'lifecycle', ...accountKinds]);
    expect(await kinds()).toEqual(['uploads', 'lifecycle']);
    await later(19);
    expect(await kinds()).toEqual(['uploads', 'lifecycle']);
    await later(2);
    expect(await kinds()).toEqual(['uploads', 'lifecycle', ...accountKinds]);
    const bucket = { accountId: payer, name: 'one', region: 'us-east-1' };
    lab.aws.world.addBucket(bucket);
    await later(24);
    expect((await collect({ kinds: [], buckets: [`${payer}/one`] })).kinds.map(({ kind }) => kind)).toEqual([
      'uploads',
      'lifecycle',
    ]);
    expect((await collect({ kinds: [], accounts: [payer] })).kinds.map(({ kind }) => kind)).toEqual([
      'uploads',
      'lifecycle',
    ]);
  });
});
