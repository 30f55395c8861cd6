import { expect, test } from 'vitest';
import type { Forecast } from './forecast.ts';
import { monthForecast } from './month-forecast.ts';

const forecast: Forecast = {
  metric: 'UNBLENDED_COST',
  start: '2026-11-23',
  end: '2026-12-01',
  mean: '100.5',
  low: '80',
  high: '120',
  level: 80,
};
const now = new Date('2026-11-25T08:00:00Z');

test('the whole month is what was spent and what is expected', () => {
  expect(monthForecast({ spent: '412.0912345', forecast, now })).toEqual({
    mean: '512.5912345',
    low: '492.0912345',
    high: '532.0912345',
  });
});

test('no expectation takes back what was spent', () => {
  expect(monthForecast({ spent: '10', forecast: { ...forecast, low: '-30' }, now })?.low).toBe('10');
});

test.each([
  ['of the month before', { start: '2026-10-20', end: '2026-11-01' }],
  ['that ends early', { end: '2026-11-28' }],
  ['that goes on', { end: '2027-01-01' }],
])('a forecast %s says nothing of this month', (_, rest) => {
  expect(monthForecast({ spent: '10', forecast: { ...forecast, ...rest }, now })).toBeNull();
});
