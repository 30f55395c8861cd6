import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import { addDays, daysOf } from '#lib/spend/calendar.ts';
import { cost, MEMBER, storeDays } from '#lib/store/costs.test-support.ts';
import { database } from '#lib/store/database.ts';
import { readReport } from './read-report.ts';
import { reportSchema } from './report.ts';
import { summaryOf } from './report-summary.ts';
import { settleLastWeeks } from './settled-money.ts';

const week = { week: '2026-W47', timeZone: 'UTC' } as const;
const [from, to] = ['2026-11-09', '2026-11-23'];
let store: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.drop());
beforeEach(async () => {
  await database().pool.query('truncate cost_key, cost_account, cost_period, cost_day, cost_sum, report_money');
});

/** Each day of both weeks costs so much, as AWS says now. */
function bill(unblended: string, days = { from, to }, at = new Date('2026-11-25T06:00:00Z')) {
  return storeDays(
    { ...days, estimatedFrom: '2026-11-20' },
    daysOf(days).map((start) => cost(start, MEMBER, 'Amazon Simple Storage Service', { unblended })),
    { at },
  );
}

describe('the bill of a week', () => {
  test('is the same when the report is made again, whatever AWS restated and forgot since', async () => {
    await bill('10');
    const first = await readReport(week);
    expect(first.spend).toMatchObject({ amount: '70', former: '70', estimated: true });
    await bill('12.5');
    expect(JSON.stringify(await readReport(week))).toBe(JSON.stringify(first));
    await database().pool.query('truncate cost_period, cost_day, cost_sum');
    expect(JSON.stringify(await readReport(week))).toBe(JSON.stringify(first));
  });

  test('is one of the two when two make it at once while AWS restates it, and one for both', async () => {
    await bill('10');
    const [one, two] = await Promise.all([readReport(week), readReport(week), bill('11')]);
    expect(one?.spend).toEqual(two?.spend);
    expect(await readReport(week)).toEqual(one);
  });

  test('is not known until each of its days is on a bill, and then stays', async () => {
    await bill('10', { from, to: addDays(to, -1) });
    expect((await readReport(week)).spend).toBeNull();
    await bill('10');
    expect((await readReport(week)).spend).toMatchObject({ amount: '70' });
    await bill('11');
    expect((await readReport(week)).spend).toMatchObject({ amount: '70' });
  });

  test('is not known while a day of it was read before all of it was on the bill, and nothing is kept of that', async () => {
    await bill('10', { from, to: addDays(to, -1) });
    // Sunday's, read on Sunday, a day and a half after its end, and two days after but for a second.
    for (const at of ['2026-11-22T12:00:00Z', '2026-11-24T11:53:00Z', '2026-11-24T23:59:59Z']) {
      await bill('4', { from: addDays(to, -1), to }, new Date(at));
      expect((await readReport(week)).spend, at).toBeNull();
    }
    expect((await database().pool.query('select from report_money')).rows).toEqual([]);
    await bill('10', { from: addDays(to, -1), to }, new Date('2026-11-25T00:00:00Z'));
    expect((await readReport(week)).spend).toMatchObject({ amount: '70', former: '70' });
  });

  test('says from when it is known on Monday at nine, beside the last one that is, and is the bill then', async () => {
    const mondayNine = new Date('2026-11-23T00:00:10Z');
    const pending = { knownFrom: '2026-11-25T00:00:00.000Z' };
    const former = { week: '2026-W46', currency: 'USD', amount: '70' };
    await bill('10', { from, to }, mondayNine);
    const seoul = { ...week, timeZone: 'Asia/Seoul' };
    // That of the week before was on the bill when it was read.
    await bill('10', { from, to: '2026-11-16' }, new Date('2026-11-18T00:00:00Z'));
    const report = reportSchema.parse(await readReport(seoul));
    expect(report).toMatchObject({ spend: null, bill: { ...pending, lastKnown: { ...former, estimated: false } } });
    expect(JSON.stringify(await readReport(seoul))).toBe(JSON.stringify(report));
    expect(summaryOf(report).facts).toEqual(
      expect.arrayContaining([
        { label: 'AWS bill of the week', value: 'known from Wed 25 Nov' },
        { label: 'AWS bill of week 46, the last known', value: '$70.00' },
      ]),
    );
    // The week before has the amount that its own report has, whatever AWS restates.
    await readReport({ ...seoul, week: '2026-W46' });
    await bill('12', { from, to: '2026-11-16' }, new Date('2026-11-18T00:00:00Z'));
    expect((await readReport(seoul)).bill).toEqual(report.bill);
    await bill('11');
    expect(await readReport(seoul)).toMatchObject({ spend: { amount: '77' }, bill: null });
  });

  test('says nothing of a moment where costs are not read, or were late enough and it is still not known', async () => {
    expect(await readReport(week)).toMatchObject({ spend: null, bill: null });
    await bill('10', { from, to: addDays(to, -1) });
    expect(await readReport(week)).toMatchObject({ spend: null, bill: null });
    await database().pool.query('truncate cost_period, cost_day, cost_sum');
    await bill('10', { from: '2026-11-18', to }, new Date('2026-11-23T00:00:10Z'));
    expect((await readReport(week)).bill).toEqual({ knownFrom: '2026-11-25T00:00:00.000Z', lastKnown: null });
  });

  test('is one for every time zone: its days are of UTC', async () => {
    await bill('10');
    const { spend } = await readReport(week);
    await bill('20');
    expect((await readReport({ ...week, timeZone: 'Asia/Seoul' })).spend).toEqual(spend);
  });

  test('is in the report of the next week the one that its own shows, whichever is made first', async () => {
    const [weeks, from] = [['2026-W45', '2026-W46', '2026-W47'] as const, '2026-10-26'];
    const orders = [
      weeks,
      weeks.toReversed(),
      ['2026-W46', '2026-W47', '2026-W45'],
      ['2026-W47', '2026-W45', '2026-W46'],
    ] as const;
    for (const order of orders) {
      await database().pool.query('truncate cost_key, cost_account, cost_period, cost_day, cost_sum, report_money');
      for (const [index, each] of order.entries()) {
        // AWS restates every day between any two.
        await bill(String(10 + index), { from, to });
        await readReport({ week: each, timeZone: index === 1 ? 'America/New_York' : 'UTC' });
      }
      const [w45, w46, w47] = await Promise.all(weeks.map((each) => readReport({ week: each, timeZone: 'UTC' })));
      expect([w47?.spend?.former, w46?.spend?.former]).toEqual([w46?.spend?.amount, w45?.spend?.amount]);
      expect(w47?.spend?.changePercent).toBeCloseTo(
        100 * (Number(w47?.spend?.amount) / Number(w46?.spend?.amount) - 1),
        8,
      );
    }
  });

  test('is settled by the worker as soon as it is known, whoever reads when', async () => {
    await bill('10');
    await settleLastWeeks({ timeZone: 'UTC', now: new Date('2026-11-25T06:00:00Z') });
    await bill('20');
    expect((await readReport(week)).spend).toMatchObject({ amount: '70', former: '70' });
    expect((await readReport({ ...week, week: '2026-W46' })).spend).toMatchObject({ amount: '70' });
  });
});
