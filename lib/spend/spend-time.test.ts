import { expect, test } from 'vitest';
import { daysBetween } from './calendar.ts';
import { lastWholeDay, spendTime } from './spend-time.ts';

test('days end with the last day known, and are compared with as many before', () => {
  expect(spendTime({ range: '7d', firstDay: '2026-08-26', lastDay: '2026-11-03' })).toEqual({
    granularity: 'daily',
    from: '2026-10-28',
    to: '2026-11-04',
    asked: 7,
    previous: { from: '2026-10-21', to: '2026-10-28' },
  });
  const all = spendTime({ range: '90d', firstDay: '2026-08-25', lastDay: '2026-11-22' });
  expect(all).toMatchObject({ from: '2026-08-25', to: '2026-11-23', asked: 90, previous: { from: '2026-05-27' } });
  expect(daysBetween(all.from, all.to)).toBe(90);
  const few = spendTime({ range: '30d', firstDay: '2026-11-03', lastDay: '2026-11-22' });
  expect(few).toMatchObject({ from: '2026-11-03', asked: 30 });
});

test('months include the one that is not over', () => {
  expect(spendTime({ range: '13m', firstDay: '2026-08-26', lastDay: '2026-11-23' })).toEqual({
    granularity: 'monthly',
    from: '2025-11-01',
    to: '2026-12-01',
    asked: 13,
    previous: null,
  });
});

test.each([
  ['the day of the reading is not over', { estimatedFrom: '2026-11-22' }, '2026-11-22'],
  ['unless AWS says that it is', { estimatedFrom: null }, '2026-11-23'],
  ['the day before is', { lastDay: '2026-11-22', estimatedFrom: '2026-11-21' }, '2026-11-22'],
  ['the only day is better than none', { firstDay: '2026-11-23', estimatedFrom: '2026-11-23' }, '2026-11-23'],
  ['no day', { firstDay: null, lastDay: null, estimatedFrom: null }, null],
])('the last whole day: %s', (_what, given, day) => {
  const read = { firstDay: '2026-08-26', lastDay: '2026-11-23', asOf: new Date('2026-11-23T14:00:00Z') };
  expect(lastWholeDay({ ...read, ...given })).toBe(day);
});
