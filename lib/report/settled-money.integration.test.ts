import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import { addDays, daysOf } from '#lib/spend/calendar.ts';
import { cost, MEMBER, storeDays } from '#lib/store/costs.test-support.ts';
import { database } from '#lib/store/database.ts';
import { readReport } from './read-report.ts';

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
function bill(unblended: string, days = { from, to }, at = new Date('2026-11-24T06:00:00Z')) {
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
    // Sunday's, read on Sunday, and a day after but for a second.
    for (const at of ['2026-11-22T12:00:00Z', '2026-11-23T23:59:59Z']) {
      await bill('4', { from: addDays(to, -1), to }, new Date(at));
      expect((await readReport(week)).spend, at).toBeNull();
    }
    expect((await database().pool.query('select from report_money')).rows).toEqual([]);
    await bill('10', { from: addDays(to, -1), to }, new Date('2026-11-24T00:00:00Z'));
    expect((await readReport(week)).spend).toMatchObject({ amount: '70', former: '70' });
  });

  test('is of a time zone of its own', async () => {
    await bill('10');
    await readReport(week);
    await bill('20');
    expect((await readReport({ ...week, timeZone: 'Asia/Seoul' })).spend).toMatchObject({ amount: '140' });
  });
});
