import { expect, it } from 'vitest';
import { formatAge, formatBytes, formatBytesExact, formatCount, formatUsd, formatUsdRound } from './format.ts';

it.each([
  [0, '$0'],
  [0.0001, '<$0.01'],
  [0.01, '$0.01'],
  [14.6, '$14.60'],
  [174.314, '$174.31'],
  [412, '$412'],
  [999.99, '$999.99'],
  [999.996, '$1,000'],
  [1283.7, '$1,284'],
  [-38.5, '−$38.50'],
])('%s USD is %s', (usd, text) => {
  expect(formatUsd(usd)).toBe(text);
});

it.each([
  [0, '$0'],
  [0.004, '<$0.01'],
  [0.42, '$0.42'],
  [411.6, '$412'],
  [48_210.4, '$48,210'],
  [-38.2, '−$38'],
])('%s USD, round, is %s', (usd, text) => {
  expect(formatUsdRound(usd)).toBe(text);
});

it.each([
  [0, '0 B'],
  [1, '1 B'],
  [1023, '1,023 B'],
  [1024, '1.00 KiB'],
  [1_048_575, '1.00 MiB'],
  [5 * 2 ** 20, '5.00 MiB'],
  [635 * 2 ** 30, '635 GiB'],
  [9.996 * 2 ** 40, '10.0 TiB'],
  [17.4 * 2 ** 40, '17.4 TiB'],
  [99.96 * 2 ** 40, '100 TiB'],
  [1023.4 * 2 ** 40, '1,023 TiB'],
  [2 ** 50, '1.00 PiB'],
  [-(2 ** 30), '−1.00 GiB'],
])('%s bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

it('counts are told in full', () => {
  expect(formatBytesExact(19_131_502_133_452)).toBe('19,131,502,133,452 bytes');
  expect(formatBytesExact(1)).toBe('1 byte');
  expect(formatCount(8914)).toBe('8,914');
});

it.each([
  [-5, 'under a minute'],
  [59, 'under a minute'],
  [60, '1 minute'],
  [3 * 3600 + 5, '3 hours'],
  [86_399, '23 hours'],
  [86_400, '1 day'],
  [26.9 * 86_400, '26 days'],
  [59.9 * 86_400, '59 days'],
  [61 * 86_400, '2 months'],
  [345 * 86_400, '11 months'],
  [365 * 86_400, '11 months'],
  [366 * 86_400, '12 months'],
  [800 * 86_400, '2 years'],
])('%s seconds ago is %s', (seconds, text) => {
  const now = new Date('2026-11-23T12:00:00Z');
  expect(formatAge(new Date(now.getTime() - seconds * 1000), now)).toBe(text);
});
