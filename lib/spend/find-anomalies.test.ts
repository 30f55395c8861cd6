import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysOf } from './calendar.ts';
import { type DailySeries, dailySeries, findAnomalies, JUDGED_DAYS, judgedDays } from './find-anomalies.ts';

const now = new Date('2026-11-24T00:00:00Z');
const days = daysOf({ from: '2026-08-26', to: '2026-11-24' });

/** 100 on workdays and 40 on weekends, give or take 2, with some days set apart. */
function rhythm(apart: Record<string, number> = {}, key = 'Amazon EC2'): DailySeries {
  const amounts = days.map((day, index) => {
    const weekend = [0, 6].includes(new Date(day).getUTCDay());
    return { day, amount: String(apart[day] ?? (weekend ? 40 : 100) + ((index * 7) % 5) - 2) };
  });
  return { key, days: amounts };
}

const found = (...series: DailySeries[]) => findAnomalies({ series, now });

describe('findAnomalies', () => {
  test('finds nothing in a weekly rhythm', () => {
    expect(found(rhythm())).toEqual([]);
  });

  test('finds a day that is far above its weekday, and by how much', () => {
    const [anomaly, ...others] = found(rhythm({ '2026-11-10': 300 }));
    expect(others).toEqual([]);
    expect(anomaly).toMatchObject({ key: 'Amazon EC2', start: '2026-11-10', end: '2026-11-10', actual: '300' });
    expect(Number(anomaly?.expected)).toBeGreaterThan(97);
    expect(Number(anomaly?.expected)).toBeLessThan(103);
    expect(Number(anomaly?.impact)).toBe(300 - Number(anomaly?.expected));
  });

  test('a workday on a weekend is far above, although every workday costs as much', () => {
    expect(found(rhythm({ '2026-11-15': 100 })).map(({ start }) => start)).toEqual(['2026-11-15']);
    expect(found(rhythm({ '2026-11-16': 103 }))).toEqual([]);
  });

  test('days in a row are one, and the dearest comes first', () => {
    const two = rhythm({ '2026-11-10': 300, '2026-11-11': 250, '2026-11-13': 260 });
    const other = rhythm({ '2026-11-18': 1000 }, 'Amazon S3');
    expect(found(two, other).map(({ key, start, end }) => `${key} ${start} ${end}`)).toEqual([
      'Amazon S3 2026-11-18 2026-11-18',
      'Amazon EC2 2026-11-10 2026-11-11',
      'Amazon EC2 2026-11-13 2026-11-13',
    ]);
  });

  test('cheap days, small sums and small shares are not worth a look', () => {
    expect(found(rhythm({ '2026-11-10': 0 }))).toEqual([]);
    expect(found(rhythm({ '2026-11-10': 115 }))).toEqual([]);
    const cents = rhythm({ '2026-11-10': 300 });
    expect(
      found({ ...cents, days: cents.days.map((day) => ({ ...day, amount: String(Number(day.amount) / 100) })) }),
    ).toEqual([]);
  });

  test('a service that costs the same every day has no deviation: small steps are none, a new one is', () => {
    const flat = (apart: Record<string, string>) => ({
      key: 'a',
      days: days.map((day) => ({ day, amount: apart[day] ?? '100' })),
    });
    expect(found(flat({ '2026-11-10': '119' }))).toEqual([]);
    expect(found(flat({ '2026-11-10': '130' }))).toHaveLength(1);
    const nothing = { key: 'a', days: days.map((day) => ({ day, amount: day === '2026-11-10' ? '6' : '0' })) };
    expect(found(nothing)).toMatchObject([{ impact: '6', expected: '0' }]);
  });

  test('what is billed on each first is not new on this one; more than before is', () => {
    const firsts = { '2026-09-01': 900, '2026-10-01': 900 };
    expect(found(rhythm({ ...firsts, '2026-11-01': 950 }))).toEqual([]);
    expect(found(rhythm({ ...firsts, '2026-11-01': 1200 })).map(({ start }) => start)).toEqual(['2026-11-01']);
  });

  test('too short a history says nothing', () => {
    const { key, days: all } = rhythm({ '2026-11-10': 300 });
    expect(found({ key, days: all.slice(-40) })).toEqual([]);
    expect(found({ key, days: all.slice(-14 - 35) })).toHaveLength(1);
  });

  test('only the last 30 days are judged', () => {
    expect(found(rhythm({ '2026-10-20': 300 }))).toEqual([]);
  });

  test('the parts of an anomaly sum, whatever the costs', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 }).map((cents) => (cents / 100).toFixed(2));
    fc.assert(
      fc.property(fc.array(amount, { minLength: days.length, maxLength: days.length }), (amounts) => {
        const series = { key: 'a', days: days.map((day, index) => ({ day, amount: amounts[index] ?? '0' })) };
        for (const { actual, expected, impact, start, end, score } of found(series)) {
          expect(Number(actual)).toBeCloseTo(Number(expected) + Number(impact), 6);
          expect(start <= end && addDays(end, 31) > '2026-11-24').toBe(true);
          expect(score).toBeGreaterThan(3.5);
        }
      }),
      { numRuns: 50 },
    );
  });
});

test('dailySeries gives every day read an amount', () => {
  const items = [
    { start: '2026-11-01', keys: ['a'], amount: '1.5' },
    { start: '2026-11-02', keys: ['b'], amount: '2' },
  ];
  expect(dailySeries({ items, days: ['2026-11-01', '2026-11-02'] })).toEqual([
    {
      key: 'a',
      days: [
        { day: '2026-11-01', amount: '1.5' },
        { day: '2026-11-02', amount: '0' },
      ],
    },
    {
      key: 'b',
      days: [
        { day: '2026-11-01', amount: '0' },
        { day: '2026-11-02', amount: '2' },
      ],
    },
  ]);
});

describe('judgedDays', () => {
  const at = new Date('2026-11-24T00:00:00Z');
  const read = (from: string) => judgedDays({ days: daysOf({ from, to: '2026-11-24' }), now: at });

  test('are all of the last ones where enough weeks are known', () => {
    expect(read('2026-08-26')).toHaveLength(JUDGED_DAYS);
  });

  test('are those with five of their weekday before', () => {
    expect(read('2026-10-19')).toEqual(['2026-11-23']);
    expect(read('2026-10-20')).toEqual([]);
    expect(judgedDays({ days: [], now: at })).toEqual([]);
  });
});
