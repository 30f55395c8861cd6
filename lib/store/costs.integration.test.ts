import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '#lib/server/test-database.ts';
import type { CostGrouping } from '#lib/spend/cost-row.ts';
import { costSeries, costTotals } from './cost-series.ts';
import { at, cost, MEMBER, OTHER, PAYER, storeDays } from './costs.test-support.ts';
import { replaceCosts } from './costs.ts';
import { database } from './database.ts';

let db: Awaited<ReturnType<typeof testDatabase>>;
beforeEach(async () => {
  db = await testDatabase();
});
afterEach(() => db.drop());

const days = { from: '2026-11-01', to: '2026-11-04' };

async function stored(groupBy: CostGrouping = 'service', range = days): Promise<string[]> {
  const { items } = await costSeries({ granularity: 'daily', ...range, groupBy, metric: 'unblended' });
  return items.map(({ start, keys, amount }) => `${start} ${keys[0]} ${amount}`);
}

async function months(groupBy: CostGrouping = 'service'): Promise<string[]> {
  const range = { granularity: 'monthly', from: '2026-01-01', to: '2027-01-01', metric: 'unblended' } as const;
  const { items } = await costSeries({ ...range, groupBy });
  return items.map(
    ({ start, keys, amount, estimated }) => `${start} ${keys[0]} ${amount}${estimated ? ' estimated' : ''}`,
  );
}

const contents = async () => {
  const tables = ['cost_day', 'cost_month', 'cost_sum', 'cost_period', 'cost_key', 'cost_account'];
  const read = tables.map((table) => database().pool.query(`select t::text from ${table} t order by 1`));
  return (await Promise.all(read)).map(({ rows }) => rows);
};

describe('replaceCosts', () => {
  test('keeps every digit', async () => {
    await storeDays(days, [cost('2026-11-01', PAYER, 'Amazon EC2', { unblended: '412.091234567891' })]);
    expect(await stored()).toEqual(['2026-11-01 Amazon EC2 412.091234567891']);
  });

  test('again with the same answer changes nothing', async () => {
    const rows = [
      cost('2026-11-01', PAYER, 'a', { unblended: '0.1' }),
      cost('2026-11-01', MEMBER, 'a', { unblended: '0.2' }),
      cost('2026-11-03', MEMBER, 'b', { recordType: 'credit', unblended: '-3' }),
    ];
    await storeDays(days, rows);
    const once = await contents();
    await storeDays(days, rows);
    expect(await contents()).toEqual(once);
    expect(await stored()).toEqual(['2026-11-01 a 0.3', '2026-11-03 b -3']);
  });

  test('sums rows of one period, account, key and record type, also beyond a batch', async () => {
    const many = Array.from({ length: 12_000 }, () => cost('2026-11-01', PAYER, 'a', { unblended: '0.0001' }));
    await storeDays(days, [...many, cost('2026-11-02', PAYER, 'a')]);
    expect(await stored()).toEqual(['2026-11-01 a 1.2', '2026-11-02 a 10']);
  });

  test('does not write again what is as it was', async () => {
    const written = async () => {
      const tables = ['cost_day', 'cost_month', 'cost_sum', 'cost_account'];
      const read = tables.map((table) =>
        database().pool.query(`select ctid::text, xmin::text from ${table} order by 1`),
      );
      return (await Promise.all(read)).map(({ rows }) => rows);
    };
    const rows = [cost('2026-11-01', PAYER, 'a'), cost('2026-11-02', MEMBER, 'b')];
    await storeDays(days, rows, { accountNames: { [MEMBER]: 'data-platform' } });
    const once = await written();
    await storeDays(days, rows.toReversed());
    await storeDays(days, rows, { accountNames: { [MEMBER]: 'data-platform' } });
    expect(await written()).toEqual(once);
  });

  test('takes what AWS restated in place of what was there, and leaves other days alone', async () => {
    await storeDays(days, [
      cost('2026-11-01', PAYER, 'a'),
      cost('2026-11-02', PAYER, 'a'),
      cost('2026-11-02', PAYER, 'b'),
    ]);
    await storeDays({ from: '2026-11-02', to: '2026-11-04' }, [cost('2026-11-02', PAYER, 'b', { unblended: '7.5' })]);
    expect(await stored()).toEqual(['2026-11-01 a 10', '2026-11-02 b 7.5']);
  });

  test('an account that the answer no longer names has no cost there any more', async () => {
    await storeDays(days, [cost('2026-11-01', PAYER, 'a'), cost('2026-11-01', MEMBER, 'a')]);
    await storeDays(days, [cost('2026-11-01', PAYER, 'a')]);
    expect(await stored('account')).toEqual([`2026-11-01 ${PAYER} 10`]);
  });

  test('an account that another Cost Explorer told of stays, until an answer names it', async () => {
    await storeDays(days, [cost('2026-11-01', OTHER, 'a', { unblended: '5' })], { asked: OTHER });
    await storeDays(days, [cost('2026-11-01', MEMBER, 'a')]);
    expect(await stored('account')).toEqual([`2026-11-01 ${MEMBER} 10`, `2026-11-01 ${OTHER} 5`]);
    await storeDays(days, [cost('2026-11-01', OTHER, 'a', { unblended: '6' }), cost('2026-11-01', MEMBER, 'a')]);
    expect(await stored('account')).toEqual([`2026-11-01 ${MEMBER} 10`, `2026-11-01 ${OTHER} 6`]);
  });

  test('an answer says nothing of periods that it does not name', async () => {
    await storeDays(days, [cost('2026-11-01', PAYER, 'a')]);
    await storeDays(days, [], { periods: [] });
    await storeDays(days, [], { periods: [{ start: '2026-12-01', estimated: false }] });
    expect(await stored()).toEqual(['2026-11-01 a 10']);
    const stray = storeDays(days, [cost('2026-11-05', PAYER, 'a')]);
    await expect(stray).rejects.toMatchObject({ code: 'failed' });
  });

  test('cuts do not touch each other', async () => {
    await storeDays(days, [cost('2026-11-01', PAYER, 'a')]);
    await storeDays(days, [cost('2026-11-01', PAYER, 'eu-west-1')], { cut: 'region' });
    await storeDays(days, [], { cut: 'region' });
    expect(await stored()).toEqual(['2026-11-01 a 10']);
    expect(await stored('region')).toEqual([]);
  });

  test('costs of another currency are refused and change nothing', async () => {
    await storeDays(days, [cost('2026-11-01', PAYER, 'a')]);
    const before = await contents();
    const other = storeDays(days, [cost('2026-11-01', OTHER, 'a')], { asked: OTHER, currency: 'CNY' });
    await expect(other).rejects.toMatchObject({ code: 'refused', message: expect.stringMatching(/CNY.*USD/) });
    expect(await contents()).toEqual(before);
  });

  test('a bill that changed its currency has none over both', async () => {
    await storeDays({ from: '2026-11-01', to: '2026-11-02' }, [cost('2026-11-01', PAYER, 'a')]);
    await storeDays({ from: '2026-11-02', to: '2026-11-03' }, [cost('2026-11-02', PAYER, 'a')], { currency: 'CNY' });
    const asked = { granularity: 'daily', groupBy: 'service', metric: 'unblended', to: '2026-11-04' } as const;
    expect((await costSeries({ ...asked, from: '2026-11-02' })).currency).toBe('CNY');
    expect((await costSeries({ ...asked, from: '2026-11-01' })).currency).toBeNull();
  });

  test('answers that come at once are stored one after the other', async () => {
    const answers = Array.from({ length: 5 }, (_, index) =>
      storeDays(days, [cost('2026-11-01', PAYER, `key-${index}`), cost('2026-11-01', PAYER, 'a')]),
    );
    await Promise.all(answers);
    expect(await costTotals({ ...days, metric: 'unblended' })).toBe('20');
  });
});

describe('months', () => {
  const october = { from: '2026-10-01', to: '2026-11-01' };

  test('that the days cover whole are summed from them', async () => {
    await storeDays(october, [
      cost('2026-10-01', PAYER, 'a'),
      cost('2026-10-31', PAYER, 'a'),
      cost('2026-10-31', MEMBER, 'b'),
    ]);
    expect(await months()).toEqual(['2026-10-01 a 20', '2026-10-01 b 10']);
    await storeDays({ from: '2026-10-31', to: '2026-11-01' }, [cost('2026-10-31', PAYER, 'a', { unblended: '1' })]);
    expect(await months()).toEqual(['2026-10-01 a 11']);
    expect(await months('account')).toEqual([`2026-10-01 ${PAYER} 11`]);
  });

  test('that began before the days are left as AWS told them', async () => {
    const monthly = { cut: 'service', granularity: 'monthly', ...october, asked: PAYER, currency: 'USD', at } as const;
    const periods = [{ start: '2026-10-01', estimated: false }];
    await replaceCosts({ ...monthly, rows: [cost('2026-10-01', PAYER, 'a', { unblended: '300' })], periods });
    await storeDays({ from: '2026-10-02', to: '2026-11-02' }, [cost('2026-10-31', PAYER, 'a')]);
    expect(await months()).toEqual(['2026-10-01 a 300']);
  });

  test('the present one reaches to the last day read, and is estimated', async () => {
    await storeDays(days, [cost('2026-11-02', PAYER, 'a')]);
    expect(await months()).toEqual(['2026-11-01 a 10 estimated']);
    await storeDays({ from: '2026-11-04', to: '2026-11-06' }, [cost('2026-11-05', PAYER, 'a')]);
    expect(await months()).toEqual(['2026-11-01 a 20 estimated']);
    await storeDays({ from: '2026-11-07', to: '2026-12-01' }, [cost('2026-11-30', PAYER, 'a')]);
    expect(await months()).toEqual(['2026-11-01 a 20 estimated']);
    await storeDays({ from: '2026-11-06', to: '2026-11-07' }, []);
    expect(await months()).toEqual(['2026-11-01 a 30']);
  });

  test('is estimated as long as one of its days is', async () => {
    await storeDays({ ...october, estimatedFrom: '2026-10-30' }, [cost('2026-10-02', PAYER, 'a')]);
    expect(await months()).toEqual(['2026-10-01 a 10 estimated']);
    await storeDays({ from: '2026-10-30', to: '2026-11-01' }, []);
    expect(await months()).toEqual(['2026-10-01 a 10']);
  });

  test('of an account that changed to another Cost Explorer have all of its days, once', async () => {
    await storeDays(october, [cost('2026-10-01', MEMBER, 'a'), cost('2026-10-31', MEMBER, 'a')], { asked: MEMBER });
    await storeDays(october, [cost('2026-10-01', PAYER, 'a')]);
    await storeDays({ from: '2026-10-31', to: '2026-11-01' }, [cost('2026-10-31', MEMBER, 'a', { unblended: '2' })]);
    expect(await months('account')).toEqual([`2026-10-01 ${PAYER} 10`, `2026-10-01 ${MEMBER} 12`]);
  });

  test('belong to the Cost Explorer that told of them last, also when it told the same', async () => {
    const rows = [cost('2026-10-01', MEMBER, 'a')];
    await storeDays(october, rows, { asked: MEMBER });
    await storeDays(october, rows);
    expect(await months('account')).toEqual([`2026-10-01 ${MEMBER} 10`]);
    await storeDays(october, []);
    expect(await months('account')).toEqual([]);
    expect(await stored('account', october)).toEqual([]);
  });
});
