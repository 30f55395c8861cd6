import { expect, it } from 'vitest';
import { breakdownOf, breakdownSchema, emptyBreakdown, joinCreators } from './breakdown.ts';

const now = new Date('2026-11-23T12:00:00Z');
const GIB = 2 ** 30;

function upload(days: number, storageClass: string, creator: string, bytes: number | null) {
  const initiatedAt = new Date(now.getTime() - days * 86_400_000);
  return { initiatedAt, storageClass, creator: { id: creator, confidence: 'high' as const }, bytes };
}

it('of nothing is empty, and is of the stored form', () => {
  expect(breakdownOf({ uploads: [], region: 'us-east-1', now })).toEqual(emptyBreakdown());
  expect(breakdownSchema.parse(emptyBreakdown())).toEqual(emptyBreakdown());
});

it('sums by age, class and creator, and counts what has no known size', () => {
  const uploads = [
    upload(0, 'STANDARD', 'spark', 10 * GIB),
    upload(100, 'STANDARD', 'athena', 20 * GIB),
    upload(100, 'DEEP_ARCHIVE', 'athena', 100 * GIB),
    upload(8, 'STANDARD', 'spark', null),
  ];
  const breakdown = breakdownOf({ uploads, region: 'us-east-1', now });
  expect(breakdownSchema.parse(breakdown)).toEqual(breakdown);
  expect(breakdown.byAge).toMatchObject({
    under1d: { uploads: 1, bytes: 10 * GIB },
    '7to30d': { uploads: 1, bytes: 0 },
    over90d: { uploads: 2, bytes: 120 * GIB },
  });
  expect(breakdown.byClass.STANDARD).toEqual({ uploads: 3, bytes: 30 * GIB, monthlyUsd: expect.closeTo(0.69) });
  expect(breakdown.byClass.DEEP_ARCHIVE?.monthlyUsd).toBeCloseTo(2.1);
  expect(breakdown.byCreator).toEqual([
    { creator: 'athena', confidence: 'high', uploads: 2, bytes: 120 * GIB },
    { creator: 'spark', confidence: 'high', uploads: 2, bytes: 10 * GIB },
  ]);
  expect(breakdown.unknownSize).toBe(1);
});

it('takes the price that the operator set', () => {
  const { byClass } = breakdownOf({ uploads: [upload(1, 'X', 'a', GIB)], region: 'local', now, override: 0.01 });
  expect(byClass.X?.monthlyUsd).toBe(0.01);
});

it('joins a creator of two confidences, taking that of most bytes', () => {
  expect(
    joinCreators([
      { creator: 'a', confidence: 'low', uploads: 9, bytes: 1 },
      { creator: 'b', confidence: 'low', uploads: 1, bytes: 5 },
      { creator: 'a', confidence: 'high', uploads: 1, bytes: 3 },
    ]),
  ).toEqual([
    { creator: 'b', confidence: 'low', uploads: 1, bytes: 5 },
    { creator: 'a', confidence: 'high', uploads: 10, bytes: 4 },
  ]);
});
