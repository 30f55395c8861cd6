import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalOf, nanosOf, parseNanos } from './nano.ts';

test('decimals have no exponent and no zeros at the end', () => {
  expect(decimalOf(0)).toBe('0');
  expect(decimalOf(-1)).toBe('-0.000000001');
  expect(decimalOf(nanosOf(412.0912345))).toBe('412.0912345');
  expect(decimalOf(nanosOf(1200))).toBe('1200');
  expect(parseNanos('-0.5')).toBe(-500_000_000);
});

test('what a decimal cannot hold exactly is refused', () => {
  for (const text of ['1.0000000001', '1e3', '', '.5', '10000000', '1,5'])
    expect(() => parseNanos(text)).toThrow(/at most nine places/);
});

test('an amount comes back as it was written', () => {
  fc.assert(
    fc.property(fc.integer({ min: -9e14, max: 9e14 }), (nanos) => {
      expect(parseNanos(decimalOf(nanos))).toBe(nanos);
    }),
  );
});
