import { expect, test } from 'vitest';
import { hiddenIn, isHiddenKnown, saysBytes } from './hidden.ts';

test.each([
  [{ buckets: 0, unread: 0, bytes: 0, atLeast: true }, 'noBucket'],
  [{ buckets: 4, unread: 4, bytes: 0, atLeast: true }, 'unknown'],
  [{ buckets: 4, unread: 1, bytes: 0, atLeast: true }, 'noneRead'],
  [{ buckets: 4, unread: 1, bytes: 0, atLeast: false }, 'noneRead'],
  [{ buckets: 4, unread: 0, bytes: 0, atLeast: true }, 'noneRead'],
  [{ buckets: 4, unread: 0, bytes: 0, atLeast: false }, 'none'],
  [{ buckets: 4, unread: 4, bytes: 1, atLeast: true }, 'some'],
] as const)('%o hide: %s', (totals, expected) => {
  expect(hiddenIn(totals)).toBe(expected);
});

test.each([
  [null, 'denied', false],
  [0, 'denied', false],
  [0, 'partial', false],
  [0, 'notScanned', false],
  [1, 'partial', true],
  [0, 'exact', true],
  [0, 'sampled', true],
] as const)('%s bytes, %s: said %s', (bytes, measurement, expected) => {
  expect(saysBytes({ bytes, measurement })).toBe(expected);
});

test.each([
  [{ buckets: 0, atLeast: true, checkedAt: null }, false],
  [{ buckets: 0, checkedAt: null }, true],
  [{ buckets: 2, unreadable: 2, atLeast: true, checkedAt: null }, false],
  [{ buckets: 2, unreadable: 2, atLeast: true }, false],
  [{ buckets: 2, unreadable: 1, atLeast: true }, true],
] as const)('of an account with %o anything is known: %s', (change, expected) => {
  const read = { checkedAt: new Date(0), unreadable: 0, bytes: 0, atLeast: false };
  expect(isHiddenKnown({ ...read, ...change })).toBe(expected);
});
