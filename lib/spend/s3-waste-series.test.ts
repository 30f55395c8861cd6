import { describe, expect, test } from 'vitest';
import { s3WasteSeries } from './s3-waste-series.ts';

const day = (start: string, end: string, total = '10') => ({ start, end, total });

describe('s3WasteSeries', () => {
  test('a day bears its part of the month', () => {
    const [point] = s3WasteSeries({
      points: [day('2026-11-10', '2026-11-11')],
      waste: [{ day: '2026-11-10', monthlyUsd: 90, unreadable: 0 }],
    });
    expect(point).toEqual({ ...day('2026-11-10', '2026-11-11'), waste: '3', atLeast: false, share: 30 });
  });

  test('a month bears the sum of its days: a whole one costs what is paid a month', () => {
    const whole = Array.from({ length: 28 }, (_, index) => ({
      day: `2026-02-${String(index + 1).padStart(2, '0')}`,
      monthlyUsd: 56,
      unreadable: 0,
    }));
    const points = [day('2026-02-01', '2026-03-01', '560')];
    expect(s3WasteSeries({ points, waste: whole })).toMatchObject([{ waste: '56', atLeast: false, share: 10 }]);
    expect(s3WasteSeries({ points, waste: whole.slice(14) })).toMatchObject([{ waste: '28', atLeast: true }]);
  });

  test('what nobody measured is not known, and is not 0', () => {
    expect(s3WasteSeries({ points: [day('2026-11-10', '2026-11-11')], waste: [] })).toMatchObject([
      { waste: null, atLeast: false, share: null },
    ]);
  });

  test('what could not be read makes it a lower bound; a share of nothing is none', () => {
    const waste = [{ day: '2026-11-10', monthlyUsd: 30, unreadable: 2 }];
    expect(s3WasteSeries({ points: [day('2026-11-10', '2026-11-11', '0')], waste })).toMatchObject([
      { waste: '1', atLeast: true, share: null },
    ]);
  });
});
