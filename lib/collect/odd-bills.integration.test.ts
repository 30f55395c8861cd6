/** Bills of servers that are not AWS. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addDays, addMonths, dayOf } from '#lib/spend/calendar.ts';
import { costGroupings } from '#lib/spend/cost-row.ts';
import { costSeries, costTotals } from '#lib/store/cost-series.ts';
import { account, errors, type Lab, openLab } from './collecting.test-support.ts';
import { collectSpend, count, readings } from './spend.test-support.ts';

let lab: Lab;
let server: Server;
let answer: (asked: { Granularity: string; GroupBy: { Key: string }[] }) => unknown;

beforeEach(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(JSON.stringify(answer(JSON.parse(Buffer.concat(chunks).toString('utf8')))));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  lab = await openLab({ environment: { AWS_ENDPOINT_URL_COST_EXPLORER: url } });
});

afterEach(async () => {
  await lab.close();
  server.close();
  expect(errors.splice(0)).toEqual([]);
});

const today = () => dayOf(lab.aws.world.clock.now());
const usd = (Amount: string, Unit = 'USD') => ({ UnblendedCost: { Amount, Unit } });
const group = (Keys: string[], amount: string, unit?: string) => ({ Keys, Metrics: usd(amount, unit) });
const oneDay = (back: number, Groups: unknown[]) => ({
  TimePeriod: { Start: addDays(today(), -back), End: addDays(today(), 1 - back) },
  Groups,
  Estimated: false,
});
const whole = () => ({ from: addDays(today(), -89), to: addDays(today(), 1) });

async function total(): Promise<string> {
  return costTotals({ granularity: 'daily', metric: 'unblended', ...whole() });
}

test('one answer to everything is counted once, and every grouping has its sum', async () => {
  const [s3, ec2] = [group(['Amazon Simple Storage Service', account], '1.25'), group(['Tax', account], '0.0000004')];
  answer = () => ({ ResultsByTime: [oneDay(3, [s3, ec2]), oneDay(2, [s3])] });
  await collectSpend(['costs']);
  expect(Number(await total())).toBe(2.5000004);
  for (const groupBy of costGroupings) {
    const { items } = await costSeries({ granularity: 'daily', groupBy, metric: 'amortized', ...whole() });
    const sum = items.reduce((added, item) => added + Number(item.amount), 0);
    expect(sum, groupBy).toBeCloseTo(groupBy === 'usageType' ? 2.5 : 2.5000004, 9);
  }
  expect(await count('cost_month')).toBe(0);
});

test('months in answer to a question for days are kept as months', async () => {
  const start = addMonths(today(), -2);
  const TimePeriod = { Start: start, End: addMonths(start, 1) };
  answer = () => ({
    ResultsByTime: [{ TimePeriod, Groups: [group(['Amazon EC2', account], '7.5')], Estimated: false }],
  });
  await collectSpend(['costs']);
  const months = { granularity: 'monthly', from: start, to: addMonths(start, 1) } as const;
  expect(Number(await costTotals({ metric: 'unblended', ...months }))).toBe(7.5);
  expect(await count('cost_day')).toBe(0);
});

test.each([
  ['the account first', [account, 'Amazon EC2']],
  ['no account', ['Amazon EC2']],
  ['no groups at all', []],
])('a group that names %s', async (_, keys) => {
  const day = oneDay(2, keys.length > 0 ? [group(keys, '3.21')] : []);
  answer = ({ GroupBy }) => ({
    ResultsByTime: GroupBy[0]?.Key === 'SERVICE' ? [keys.length > 0 ? day : { ...day, Total: usd('3.21') }] : [],
  });
  await collectSpend(['costs']);
  const { items, currency } = await costSeries({
    granularity: 'daily',
    groupBy: 'account',
    metric: 'unblended',
    ...whole(),
  });
  expect(
    items.filter(({ amount }) => Number(amount) !== 0).map(({ keys: by, amount }) => [by, Number(amount)]),
  ).toEqual([[[account], 3.21]]);
  expect(currency).toBe('USD');
});

test('a bill in another currency keeps it', async () => {
  answer = () => ({ ResultsByTime: [oneDay(2, [group(['Amazon EC2', account], '8.8', 'CNY')])] });
  await collectSpend(['costs']);
  expect((await readings('costs'))[account]).toMatchObject({ state: 'ok', currency: 'CNY' });
});

test.each([
  ['pages that do not advance', () => ({ ResultsByTime: [], NextPageToken: 'again' }), /do not advance/],
  [
    'a group without a cost',
    () => ({ ResultsByTime: [oneDay(2, [{ Keys: ['x'], Metrics: {} }])] }),
    /has no UnblendedCost/,
  ],
  [
    'two currencies',
    () => ({ ResultsByTime: [oneDay(2, [group(['a'], '1'), group(['b'], '1', 'EUR')])] }),
    /USD and EUR/,
  ],
  ['a day that is none', () => ({ ResultsByTime: [{ TimePeriod: { Start: 'soon', End: 'later' } }] }), /“soon”/],
])('%s fail the reading in words', async (_, answers, says) => {
  answer = answers;
  await collectSpend(['costs']);
  expect((await readings('costs'))[account]).toMatchObject({ state: 'failed', problem: expect.stringMatching(says) });
  expect(await count('cost_day')).toBe(0);
});

test('not a single day is no data, and no zero', async () => {
  answer = () => ({ ResultsByTime: [] });
  await collectSpend(['costs']);
  expect((await readings('costs'))[account]).toMatchObject({ state: 'noData', data: null });
});
