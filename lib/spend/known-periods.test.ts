import { expect, test } from 'vitest';
import { knownPeriods } from './known-periods.ts';

const starts = (...days: string[]) => days.map((start) => ({ start }));

test('says how many of the periods asked for were read', () => {
  const months = { granularity: 'monthly', from: '2025-11-01', to: '2026-12-01' } as const;
  expect(knownPeriods({ ...months, periods: starts('2026-09-01', '2026-10-01', '2026-11-01') })).toEqual({
    from: '2026-09-01',
    to: '2026-12-01',
    periods: 3,
    of: 13,
  });
  const days = { granularity: 'daily', from: '2026-11-01', to: '2026-11-04' } as const;
  expect(knownPeriods({ ...days, periods: starts('2026-11-02') })).toMatchObject({
    to: '2026-11-03',
    periods: 1,
    of: 3,
  });
  expect(knownPeriods({ ...days, periods: [] })).toEqual({ from: null, to: null, periods: 0, of: 3 });
});
