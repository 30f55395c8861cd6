import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smallestSafeDays } from './safe-days.ts';

describe('smallestSafeDays', () => {
  test('is 1 when nobody is at work', () => {
    expect(smallestSafeDays([])).toBe(1);
  });

  test('is one more than the age of an upload that had a part today', () => {
    expect(smallestSafeDays([{ from: 1, to: 10 }])).toBe(11);
  });

  test('takes the gap below a slow upload', () => {
    expect(smallestSafeDays([{ from: 4, to: 30 }])).toBe(1);
    expect(
      smallestSafeDays([
        { from: 4, to: 30 },
        { from: 1, to: 2 },
      ]),
    ).toBe(3);
  });

  test('is in no range, and every smaller number is in one', () => {
    const range = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 20 }));
    fc.assert(
      fc.property(fc.array(range), (pairs) => {
        const unsafe = pairs.map(([from, length]) => ({ from, to: from + length }));
        const covers = (days: number) => unsafe.some(({ from, to }) => from <= days && days <= to);
        const safe = smallestSafeDays(unsafe);
        expect(covers(safe)).toBe(false);
        for (let days = 1; days < safe; days++) expect(covers(days)).toBe(true);
      }),
    );
  });
});
