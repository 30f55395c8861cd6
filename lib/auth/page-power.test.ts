import { expect, test } from 'vitest';
import { powerOfPage } from './page-power.ts';

test.each([
  ['/people', 'people'],
  ['/people/tokens', 'people'],
  ['/peoples', 'look'],
  ['/', 'look'],
  ['/you', 'look'],
  ['/buckets/111122223333/people', 'look'],
])('%s takes the power to %s', (pathname, power) => {
  expect(powerOfPage(pathname)).toBe(power);
});
