import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SpendFault } from '#lib/demo/faults.ts';
import { addDays, dayOf } from '#lib/spend/calendar.ts';
import { spendKinds } from '#lib/spend/reading.ts';
import { costSeries } from '#lib/store/cost-series.ts';
import { addUploads, collect, errors, type Lab, row } from './collecting.test-support.ts';
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

const billed = ['costs', 'forecast', 'anomalies', 'commitments'] as const;

describe('Cost Explorer that does not answer with costs', () => {
  test.each([
    ['notEnabled', 'notEnabled', /not enabled yet: open Cost Explorer once/],
    ['dataUnavailable', 'noData', /no data yet/],
    ['billExpired', 'expired', /no longer available/],
    ['denied', 'denied', /ce:GetCostAndUsage/],
    ['unavailable', 'failed', /HTTP 50\d|slow down/],
    ['html', 'unsupported', /does not support/],
    ['htmlOk', 'unsupported', /does not support/],
  ] as const)('%s is a state, never a failed run and never a zero', async (state, expected, says) => {
    lab.aws.faults.costExplorer = { state };
    const progress = await collectSpend();
    expect(progress).toMatchObject({ status: 'completed', partial: true, stoppedBy: null });
    const costs = await readings('costs');
    expect(costs[payer]).toMatchObject({
      state: expected,
      problem: expect.stringMatching(says),
      dataAt: null,
      data: null,
    });
    expect(await count('cost_day')).toBe(0);
    expect(await count('cost_period')).toBe(0);
    expect(Object.values(await states('budgets')).filter((each) => each === 'ok').length).toBeGreaterThan(2);
    expect(Object.values(await states('forecast'))).toEqual(
      Object.values(await states('forecast')).map(() => expected),
    );
  });

  test.each(['notEnabled', 'billExpired', 'denied'] as const)(
    '%s is paid for once an account, also where the clock here is days off',
    async (state) => {
      lab.aws.world.clock.advance({ days: 3 });
      lab.aws.faults.costExplorer = { state };
      const asked: string[] = [];
      lab.aws.onRequest(({ operation }) => asked.push(operation));
      await collectSpend(['costs']);
      const refused = Object.keys(await readings('costs'));
      expect(refused.length).toBeGreaterThan(0);
      expect(asked.filter((operation) => operation === 'GetCostAndUsage')).toHaveLength(refused.length);
    },
  );

  test('what was known before stays known, with the new state', async () => {
    await collectSpend();
    const before = await readings('costs');
    const rows = await count('cost_day');
    lab.aws.faults.costExplorer = { state: 'unavailable', accounts: [payer] };
    lab.aws.world.clock.advance({ days: 1 });
    await collectSpend();
    for (const kind of billed) {
      const [former, now] = [before[payer], (await readings(kind))[payer]];
      expect(now).toMatchObject({ state: 'failed', problem: expect.any(String) });
      expect(now?.dataAt?.getTime()).toBeLessThan(now?.readAt.getTime() ?? 0);
      if (kind === 'costs') expect(now).toMatchObject({ data: former?.data, dataAt: former?.dataAt });
      // The members are covered by what the payer told before.
      expect(Object.keys(await readings(kind))).toEqual([payer]);
    }
    expect(await count('cost_day')).toBe(rows);
  });

  test('no commitment owned and no monitor are none, which is known', async () => {
    lab.aws.faults.costExplorer = {
      state: 'dataUnavailable',
      operations: ['GetSavingsPlansUtilization', 'GetReservationUtilization'],
    };
    await collectSpend();
    expect((await readings('commitments'))[payer]).toMatchObject({
      state: 'none',
      problem: null,
      data: { savingsPlans: null, reservations: null },
    });
    expect(await states('costs')).toEqual({ [payer]: 'ok' });
  });

  test('throttling is waited for', async () => {
    lab.aws.faults.costExplorer = { throttleRate: 0.2 };
    await collectSpend(['costs', 'forecast']);
    expect(await states('costs')).toEqual({ [payer]: 'ok' });
    await expectDays();
  });

  test('members whom the payer does not let look are told so, each', async () => {
    const out = members.map(({ id }) => id);
    lab.aws.faults.set({ costExplorer: { state: 'notEnabled', accounts: [payer] } });
    await collectSpend(['costs']);
    expect(await states('costs')).toEqual({
      [payer]: 'notEnabled',
      ...Object.fromEntries(out.map((id) => [id, 'ok'])),
    });
    await expectDays(({ accountId }) => accountId !== payer);
    lab.aws.faults.set({ costExplorer: { state: 'linkedDenied', accounts: out } });
    await collectSpend(['costs']);
    expect(await states('costs')).toEqual({ [payer]: 'ok' });
    await expectDays();
    lab.aws.faults.set({ costExplorer: { state: 'linkedDenied' } });
    const progress = await collectSpend(['costs'], out.slice(0, 1));
    expect(progress.problems).toMatchObject([
      {
        accountId: out[0],
        bucket: null,
        problem: expect.stringContaining('the management account does not let its member'),
      },
    ]);
  });
});

describe('Budgets that cannot be read', () => {
  const faults: [SpendFault, string][] = [
    [{ state: 'denied' }, 'denied'],
    [{ state: 'html' }, 'unsupported'],
    [{ state: 'unavailable' }, 'failed'],
  ];
  test.each(faults)('%j is the state of the account, and the others are read', async (fault, state) => {
    const [denied] = members.map(({ id }) => id);
    lab.aws.faults.budgets = { ...fault, accounts: [denied ?? ''] };
    await collectSpend(['budgets']);
    const all = await states('budgets');
    expect(all[denied ?? '']).toBe(state);
    expect(Object.values(all).filter((each) => each === state)).toHaveLength(1);
    expect(Object.keys(all)).toHaveLength(members.length + 1);
  });

  test('alerts that cannot be read are not known, and the budget is', async () => {
    lab.aws.faults.budgets = { state: 'denied', operations: ['DescribeSubscribersForNotification'] };
    await collectSpend(['budgets']);
    const told = JSON.stringify(Object.values(await readings('budgets')).map(({ data }) => data));
    expect(told).toContain('"subscribers":null');
    expect(told).not.toContain('"address"');
  });
});

test('a role that cannot be assumed is told under money as well, and the run goes on', async () => {
  const [first] = members.map(({ id }) => id);
  lab.aws.faults.denied = [{ action: 'sts:AssumeRole', by: 'resource-based policy' }];
  await collectSpend(['costs', 'budgets'], [first ?? '', payer]);
  expect(await states('budgets')).toMatchObject({ [first ?? '']: 'denied' });
  expect(await states('costs')).toEqual({ [payer]: 'ok' });
});

test('the buckets are as they are whatever the bill does', async () => {
  lab.aws.world.addBucket({ accountId: payer, name: 'b', region: 'us-east-1' });
  addUploads(lab.aws, { bucket: 'b', count: 5 });
  lab.aws.faults.set({ costExplorer: { state: 'html' }, budgets: { state: 'html' } });
  const progress = await collect({ kinds: [] });
  expect(progress).toMatchObject({
    status: 'completed',
    partial: false,
    problems: [],
    progress: { done: 1, total: 1 },
  });
  expect(progress.kinds.filter(({ problem }) => problem !== null)).toHaveLength(spendKinds.length);
  expect(await row('b')).toMatchObject(lab.aws.world.truth(payer, 'b'));
});

async function expectDays(only: NonNullable<Parameters<typeof truth>[1]['only']> = () => true): Promise<void> {
  const days = { from: addDays(today(), -89), to: addDays(today(), 1) };
  const { items } = await costSeries({ granularity: 'daily', metric: 'unblended', groupBy: 'account', ...days });
  const sums: Record<string, number> = {};
  for (const {
    keys: [key = ''],
    amount,
  } of items)
    sums[key] = (sums[key] ?? 0) + Math.round(Number(amount) * 1e9);
  expect(withoutNothing(sums)).toEqual(truth(lab.aws, { groupBy: 'account', ...days, only }));
}

function today(): string {
  return dayOf(lab.aws.world.clock.now());
}
