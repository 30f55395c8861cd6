import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CostItem, costPicture } from './cost-picture.ts';

const item = (start: string, key: string, amount: string): CostItem => ({ start, keys: [key], amount });
const twoDays = {
  granularity: 'daily',
  from: '2026-11-01',
  to: '2026-11-03',
  top: 2,
  periods: [
    { start: '2026-11-01', estimated: false },
    { start: '2026-11-02', estimated: true },
  ],
} as const;

describe('a picture of costs', () => {
  test('has every period, its dearest parts by name and the rest as others', () => {
    const items = [
      item('2026-11-01', 'ec2', '10.1'),
      item('2026-11-01', 's3', '0.2'),
      item('2026-11-01', 'glue', '0.1'),
      item('2026-11-01', 'tax', '0.05'),
    ];
    expect(costPicture({ items, previous: null, ...twoDays })).toEqual({
      total: '10.45',
      previous: null,
      rows: [
        { key: 'ec2', amount: '10.1', previous: null },
        { key: 's3', amount: '0.2', previous: null },
        { key: 'glue', amount: '0.1', previous: null },
        { key: 'tax', amount: '0.05', previous: null },
      ],
      top: ['ec2', 's3'],
      others: 2,
      points: [
        {
          start: '2026-11-01',
          known: true,
          estimated: false,
          total: '10.45',
          parts: { ec2: '10.1', s3: '0.2' },
          others: '0.15',
        },
        { start: '2026-11-02', known: true, estimated: true, total: '0', parts: { ec2: '0', s3: '0' }, others: '0' },
      ],
    });
  });

  test('compares with the time before: what ended there is still a row', () => {
    const { rows, previous } = costPicture({
      items: [item('2026-11-02', 'ec2', '4')],
      previous: [item('2026-10-30', 'ec2', '1'), item('2026-10-31', 'ec2', '2'), item('2026-10-31', 'emr', '0.5')],
      ...twoDays,
    });
    expect(previous).toBe('3.5');
    expect(rows).toEqual([
      { key: 'ec2', amount: '4', previous: '3' },
      { key: 'emr', amount: '0', previous: '0.5' },
    ]);
  });

  test('a period that nobody read is not one without a cost', () => {
    const { points } = costPicture({ items: [], previous: null, ...twoDays, periods: twoDays.periods.slice(1) });
    expect(points.map(({ start, known }) => [start, known])).toEqual([
      ['2026-11-01', false],
      ['2026-11-02', true],
    ]);
  });

  test('goes by months', () => {
    const items = [item('2026-12-01', 'a', '1'), item('2027-01-01', 'a', '2')];
    const time = { granularity: 'monthly', from: '2026-11-01', to: '2027-02-01' } as const;
    const { points } = costPicture({ items, periods: [], previous: null, ...time, top: 8 });
    expect(points.map(({ start, total }) => [start, total])).toEqual([
      ['2026-11-01', '0'],
      ['2026-12-01', '1'],
      ['2027-01-01', '2'],
    ]);
  });

  test('parts sum to their period, rows and periods to the total, to the last digit', () => {
    const amount = fc.tuple(fc.integer({ min: -9_999_999, max: 9_999_999 }), fc.integer({ min: 0, max: 10 }));
    const items = fc.array(
      fc.record({
        start: fc.constantFrom('2026-11-01', '2026-11-02'),
        keys: fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e')),
        amount: amount.map(([digits, scale]) => new Decimal(digits).div(new Decimal(10).pow(scale)).toFixed()),
      }),
    );
    const sum = (amounts: string[]) => amounts.reduce((total, one) => total.plus(one), new Decimal(0)).toFixed();
    fc.assert(
      fc.property(items, fc.integer({ min: 0, max: 6 }), (given, top) => {
        const picture = costPicture({ items: given, previous: null, ...twoDays, top });
        expect(picture.total).toBe(sum(given.map((one) => one.amount)));
        expect(sum(picture.rows.map((row) => row.amount))).toBe(picture.total);
        expect(sum(picture.points.map(({ total }) => total))).toBe(picture.total);
        for (const { total, parts, others } of picture.points) {
          expect(sum([...Object.values(parts), others])).toBe(total);
        }
      }),
    );
  });
});
