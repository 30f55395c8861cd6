import { expect, test } from 'vitest';
import { changeOf } from './change.ts';

test.each([
  ['100', '138', '38', 38],
  ['0.1', '0.3', '0.2', 200],
  ['412.0912345', '0', '-412.0912345', -100],
  ['0', '5', '5', null],
  ['-3', '5', '8', null],
  ['0', '0', '0', null],
])('from %s to %s is %s, and %s per cent', (previous, current, amount, percent) => {
  const change = changeOf(previous, current);
  expect(change.amount).toBe(amount);
  if (percent === null) expect(change.percent).toBeNull();
  else expect(change.percent).toBeCloseTo(percent, 10);
});
