import { expect, test } from 'vitest';
import { s3Picture } from './s3-picture.ts';

const november = { from: '2026-11-01', to: '2026-11-04' };
const day = (start: string) => ({ start, estimated: false });
const item = (start: string, key: string, amount: string) => ({ start, keys: [key], amount });

test('usage types of all regions are one family, and the waste stands beside the days it was measured on', () => {
  const picture = s3Picture({
    items: [
      item('2026-11-01', 'TimedStorage-ByteHrs', '10'),
      item('2026-11-02', 'TimedStorage-ByteHrs', '10'),
      item('2026-11-02', 'EUC1-TimedStorage-ByteHrs', '5.5'),
      item('2026-11-02', 'Requests-Tier1', '1'),
    ],
    periods: [day('2026-11-01'), day('2026-11-02')],
    waste: [
      { day: '2026-11-02', monthlyUsd: 60, unreadable: 1 },
      { day: '2026-11-03', monthlyUsd: 60, unreadable: 0 },
    ],
    ...november,
  });
  expect(picture.top).toEqual(['TimedStorage', 'Requests']);
  expect(picture.days.map(({ start, known, total, waste }) => [start, known, total, waste])).toEqual([
    ['2026-11-01', true, '10', null],
    ['2026-11-02', true, '16.5', '2'],
    ['2026-11-03', false, '0', '2'],
  ]);
  expect(picture.days[1]?.parts).toEqual({ TimedStorage: '15.5', Requests: '1' });
  // Only of days on which both are known can one be a part of the other.
  expect(picture.measured).toEqual({ waste: '2', cost: '16.5', days: 1, atLeast: true });
});

test('nothing measured is not nothing wasted', () => {
  const picture = s3Picture({
    items: [item('2026-11-01', 'TimedStorage-ByteHrs', '10')],
    periods: [day('2026-11-01')],
    waste: [],
    ...november,
  });
  expect(picture.measured).toBeNull();
});
