import { expect, test } from 'vitest';
import { decimalOf } from './amount.ts';

test.each([
  ['412.0912345000', '412.0912345000'],
  ['-3', '-3'],
  ['4.1E-7', '0.00000041'],
  ['1e3', '1000'],
  [0.1, '0.1'],
  [1e-9, '0.000000001'],
  ['', null],
  [undefined, null],
  ['NaN', null],
  ['Infinity', null],
  ['12 USD', null],
] as const)('%s is %s', (text, amount) => {
  expect(decimalOf(text)).toBe(amount);
});
