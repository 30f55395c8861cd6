import { expect, test } from 'vitest';
import type { UploadGroup } from '#lib/store/upload-groups.ts';
import { bucketFigures } from './bucket-figures.ts';

const GIB = 2 ** 30;
const now = new Date('2026-11-23T12:00:00Z');

function group(fields: Partial<UploadGroup> & { uploads: number }): UploadGroup {
  return {
    band: '7to30d',
    storageClass: 'STANDARD',
    creator: 'athena',
    confidence: 'high',
    covered: false,
    fresh: fields.uploads,
    freshBytes: fields.uploads * GIB,
    freshSquares: fields.uploads * GIB ** 2,
    known: fields.uploads,
    knownBytes: fields.uploads * GIB,
    refused: 0,
    sizeProblem: null,
    oldestInitiatedAt: new Date('2026-11-10T00:00:00Z'),
    ...fields,
  };
}

function figures(groups: UploadGroup[], sampled = false) {
  const verdict = { coverage: 'partial', abortAfterDays: null } as const;
  return bucketFigures({ groups, sampled, verdict, region: 'us-east-1', priceOverride: undefined, checkedAt: now });
}

test('a bucket without uploads is exactly nothing', () => {
  expect(figures([])).toMatchObject({
    measurement: 'exact',
    uploads: 0,
    bytes: 0,
    monthlyUsd: 0,
    oldestInitiatedAt: null,
  });
});

test('ages, classes, creators and coverage add up', () => {
  const found = figures([
    group({ uploads: 2 }),
    group({ uploads: 3, band: '1to7d', covered: true, creator: 'spark' }),
    group({ uploads: 1, storageClass: 'STANDARD_IA', oldestInitiatedAt: new Date('2026-11-01T00:00:00Z') }),
  ]);
  expect(found).toMatchObject({
    measurement: 'exact',
    uploads: 6,
    bytes: 6 * GIB,
    bytesLow: null,
    bytesOlderThan7Days: 3 * GIB,
    uncoveredBytes: 3 * GIB,
    oldestInitiatedAt: new Date('2026-11-01T00:00:00Z'),
    priceFallback: false,
  });
  expect(found.monthlyUsd).toBeCloseTo(5 * 0.023 + 0.0125, 9);
  expect(found.breakdown?.byCreator.map(({ creator, uploads }) => [creator, uploads])).toEqual([
    ['athena', 3],
    ['spark', 3],
  ]);
});

test('sizes that were refused make a lower bound; none at all is unknown, not 0', () => {
  const refused = group({ uploads: 4, fresh: 0, freshBytes: 0, freshSquares: 0, known: 0, knownBytes: 0, refused: 4 });
  expect(figures([group({ uploads: 1 }), refused])).toMatchObject({ measurement: 'partial', uploads: 5, bytes: GIB });
  expect(figures([refused])).toMatchObject({
    measurement: 'partial',
    uploads: 4,
    bytes: null,
    monthlyUsd: null,
    bytesOlderThan7Days: null,
    uncoveredBytes: null,
    breakdown: { unknownSize: 4 },
  });
});

test('a sample is extrapolated by stratum, and its parts add up to the whole', () => {
  const some = (fields: Partial<UploadGroup>) =>
    group({
      uploads: 100,
      fresh: 20,
      known: 20,
      freshBytes: 20 * GIB,
      freshSquares: 20 * GIB ** 2,
      knownBytes: 20 * GIB,
      ...fields,
    });
  const none = { fresh: 0, freshBytes: 0, freshSquares: 0, known: 0, knownBytes: 0 };
  const found = figures(
    [some({}), some({ ...none, creator: 'gitlab' }), some({ ...none, storageClass: 'GLACIER_IR' })],
    true,
  );
  expect(found).toMatchObject({
    measurement: 'sampled',
    uploads: 300,
    bytes: 300 * GIB,
    bytesOlderThan7Days: 300 * GIB,
  });
  expect(found.bytesLow).toBeLessThan(300 * GIB);
  expect(found.bytesHigh).toBeGreaterThan(300 * GIB);
  const byClass = Object.values(found.breakdown?.byClass ?? {});
  expect(byClass.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(300 * GIB);
  expect(byClass.reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0)).toBeCloseTo(found.monthlyUsd ?? 0, 9);
  expect(found.breakdown?.byCreator.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(300 * GIB);
});
