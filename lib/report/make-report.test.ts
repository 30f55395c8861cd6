import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WeekFix } from '#lib/store/report-fixes.ts';
import { weekSpan } from './iso-week.ts';
import { makeReport, type WeekFacts } from './make-report.ts';
import { reportSchema } from './report.ts';

const week = '2026-W47';
const span = weekSpan(week, 'UTC');
const nothing: WeekFacts = {
  week,
  timeZone: 'UTC',
  span,
  end: null,
  former: null,
  top: [],
  unread: { buckets: 0, accounts: [], items: [] },
  fixes: [],
  fixedBuckets: [],
  spend: null,
  bill: null,
  budget: null,
  guardrails: { former: null, now: null },
  history: { series: [], days: [], marks: [] },
};

function fixOf(changes: Partial<WeekFix> = {}): WeekFix {
  return {
    fixId: 'f',
    bucketId: 1,
    accountId: '111122223333',
    accountName: 'analytics',
    bucket: 'athena-results',
    region: 'us-east-1',
    state: 'applied',
    appliedAt: new Date('2026-11-17T10:00:00Z'),
    cleanAt: null,
    undoneAt: null,
    plannedUsd: 30,
    plannedUploads: 9,
    plannedBytes: 1000,
    heldBytes: 0,
    bookedUsd: 0,
    formerlyBookedUsd: 0,
    exists: true,
    ...changes,
  };
}

const lookedAt = new Date('2026-11-22T18:00:00Z');
const totals = {
  buckets: 3,
  uploads: 1,
  bytes: 1,
  monthlyUsd: 40,
  unread: 1,
  wasteful: 1,
  coverage: { full: 0, partial: 0, disabled: 0, none: 2, unknown: 1 },
};

type FixedBucket = WeekFacts['fixedBuckets'][number];

function bucketOf(changes: Partial<FixedBucket> = {}): FixedBucket {
  return {
    bucketId: 1,
    accountId: '111122223333',
    accountName: 'analytics',
    bucket: 'athena-results',
    region: 'us-east-1',
    uploads: 1,
    bytes: 500,
    bytesLow: null,
    bytesHigh: null,
    lowestBytes: 0,
    monthlyUsd: 5,
    coverage: 'full',
    measurement: 'exact',
    problem: null,
    checkedAt: new Date('2026-11-22T18:00:00Z'),
    breakdown: null,
    ...changes,
  };
}

const open = ['applied', 'confirmed', 'eligible', 'clearing'] as const;
const amount = fc.integer({ min: 0, max: 100_000 });
const someFix = fc
  .record({
    state: fc.constantFrom(...open, 'clean', 'undone', 'failed'),
    plannedUsd: amount,
    booked: amount,
    former: amount,
    exists: fc.boolean(),
    hour: fc.integer({ min: -2000, max: 167 }),
  })
  .map(({ state, plannedUsd, booked, former, exists, hour }) => {
    const bookedUsd = Math.min(booked, plannedUsd);
    return fixOf({
      state,
      plannedUsd,
      bookedUsd,
      formerlyBookedUsd: hour < 0 ? Math.min(former, bookedUsd) : 0,
      exists,
      appliedAt: new Date(span.start.getTime() + hour * 3_600_000),
    });
  });

describe('recovered', () => {
  it('booked and expected are together what fixes in force were to bring', () => {
    fc.assert(
      fc.property(fc.array(someFix.map((fix) => ({ ...fix, state: 'clearing' as const, exists: true }))), (fixes) => {
        const { bookedUsd, expectedUsd } = makeReport({ ...nothing, fixes }).recovered.sinceStart;
        expect((bookedUsd ?? 0) + (expectedUsd ?? 0)).toBe(fixes.reduce((sum, { plannedUsd }) => sum + plannedUsd, 0));
      }),
    );
  });

  it('of the week and of before it is that since the start', () => {
    fc.assert(
      fc.property(fc.array(someFix), (fixes) => {
        const { week: own, sinceStart } = makeReport({ ...nothing, fixes }).recovered;
        const before = fixes.reduce((sum, { formerlyBookedUsd }) => sum + formerlyBookedUsd, 0);
        expect((own.bookedUsd ?? 0) + before).toBe(sinceStart.bookedUsd ?? 0);
        expect(own.expectedUsd ?? 0).toBeLessThanOrEqual(sinceStart.expectedUsd ?? 0);
      }),
    );
  });

  it.each(['clean', 'undone', 'failed'] as const)('expects nothing of a fix that is %s', (state) => {
    expect(makeReport({ ...nothing, fixes: [fixOf({ state })] }).recovered.week.expectedUsd).toBe(0);
  });

  it('expects nothing of a bucket that is gone', () => {
    expect(makeReport({ ...nothing, fixes: [fixOf({ exists: false })] }).recovered.week.expectedUsd).toBe(0);
  });
});

describe('fixes', () => {
  const clean = fixOf({ state: 'clean', cleanAt: new Date('2026-11-18T06:00:00Z'), bookedUsd: 30 });

  it('are told by what the week did to them', () => {
    const fixes = [
      fixOf({ bucket: 'before', appliedAt: new Date('2026-11-15T23:59:59Z') }),
      fixOf({ bucket: 'undone', state: 'undone', undoneAt: new Date('2026-11-19T00:00:00Z') }),
      fixOf({ bucket: 'failed', state: 'failed' }),
      { ...clean, bucket: 'proved', appliedAt: new Date('2026-11-10T00:00:00Z') },
      fixOf({ bucket: 'applied' }),
    ];
    const report = makeReport({ ...nothing, fixes });
    expect(report.fixes.applied.map(({ bucket }) => bucket)).toEqual(['applied']);
    expect(report.fixes.proved.map(({ bucket, bookedUsd }) => [bucket, bookedUsd])).toEqual([['proved', 30]]);
  });

  const end = (at: Date) => ({
    source: { snapshotId: 's', day: at.toISOString().slice(0, 10), at, end: span.end },
    totals,
  });
  const returned = (
    bucket: Partial<FixedBucket>,
    { fixes = [clean], at = lookedAt }: { fixes?: WeekFix[]; at?: Date } = {},
  ) => makeReport({ ...nothing, end: end(at), fixes, fixedBuckets: [bucketOf(bucket)] }).fixes.returned;

  it('waste has come back from a tenth of what the fix was to take away, above the least that was held since', () => {
    expect(returned({ bytes: 100 })).toMatchObject([{ monthlyUsd: 5, cameBackUsd: 5 }]);
    expect(returned({ bytes: 99 })).toEqual([]);
    expect(returned({ bytes: null })).toEqual([]);
    expect(returned({ bytes: 500, lowestBytes: 300 })).toMatchObject([{ monthlyUsd: 5, cameBackUsd: 2 }]);
    expect(returned({ bytes: 500, lowestBytes: 450 })).toEqual([]);
    expect(returned({ bytes: 500, lowestBytes: null })).toEqual([]);
    expect(returned({ bytes: 600, bytesLow: 350, lowestBytes: 300, measurement: 'sampled' })).toEqual([]);
    // Half of what is estimated, of which the price is, is there for certain.
    const sampled = { bytes: 1000, bytesLow: 500, lowestBytes: 0, monthlyUsd: 10, measurement: 'sampled' } as const;
    expect(returned(sampled)).toMatchObject([{ monthlyUsd: 10, cameBackUsd: 5 }]);
    expect(returned({ measurement: 'denied' })).toEqual([]);
    expect(returned({}, { fixes: [{ ...clean, state: 'undone' }] })).toEqual([]);
    // A later fix is already at work.
    expect(returned({}, { fixes: [clean, fixOf({ fixId: 'g' })] })).toEqual([]);
    // One that had nothing to take away changes nothing about the one before it.
    expect(returned({}, { fixes: [clean, { ...clean, fixId: 'g', plannedUploads: 0 }] })).toHaveLength(1);
  });

  it('what came back stands by what of it came back, the most first, not by all that a bucket costs', () => {
    const fixes = [1, 2].map((bucketId) => ({ ...clean, bucketId }));
    const fixedBuckets = [
      bucketOf({ bucketId: 1, bucket: 'large', bytes: 1000, lowestBytes: 800, monthlyUsd: 50 }),
      bucketOf({ bucketId: 2, bucket: 'small', bytes: 1000, lowestBytes: 0, monthlyUsd: 20 }),
    ];
    const { returned } = makeReport({ ...nothing, end: end(lookedAt), fixes, fixedBuckets }).fixes;
    expect(returned.map(({ bucket, cameBackUsd }) => [bucket, cameBackUsd])).toEqual([
      ['small', 20],
      ['large', 10],
    ]);
  });

  it('waste that costs less than a dollar a month accuses nobody', () => {
    expect(returned({ bytes: 5000, monthlyUsd: 0.77 })).toEqual([]);
    expect(returned({ bytes: 5000, monthlyUsd: 1 })).toHaveLength(1);
  });

  it('whether waste came back tells a look of the week alone, after the proof', () => {
    const before = new Date(span.start.getTime() - 1);
    expect(returned({}, { at: before })).toEqual([]);
    expect(
      returned({ checkedAt: before }, { fixes: [{ ...clean, cleanAt: new Date('2026-11-02T00:00:00Z') }] }),
    ).toEqual([]);
    expect(returned({ checkedAt: clean.cleanAt })).toEqual([]);
    // Where only daily figures are left, the look at the estate is that of the bucket.
    expect(returned({ checkedAt: null })).toHaveLength(1);
  });

  it('a fixed bucket that only falls never counts as returned', () => {
    const falling = fc.array(fc.nat({ max: 1e12 }), { minLength: 1 }).map((bytes) => bytes.sort((a, b) => b - a));
    fc.assert(
      fc.property(falling, fc.nat({ max: 1e12 }), fc.nat({ max: 9 }), (bytes, plannedBytes, plannedUploads) => {
        const fixes = [{ ...clean, heldBytes: bytes[0] ?? 0, plannedBytes, plannedUploads }];
        for (const [index, held] of bytes.entries()) {
          const lowestBytes = Math.min(...bytes.slice(0, index), fixes[0]?.heldBytes ?? 0);
          expect(returned({ bytes: held, lowestBytes, monthlyUsd: 1 + held / 1e9 }, { fixes })).toEqual([]);
        }
      }),
    );
  });

  it('one with nothing to clear is in force, and neither proved nor able to have its waste back', () => {
    const fixes = [{ ...clean, plannedUploads: 0, plannedBytes: 0, plannedUsd: 0, bookedUsd: 0 }];
    const own = makeReport({ ...nothing, end: end(lookedAt), fixes, fixedBuckets: [bucketOf({ bytes: 682e9 })] }).fixes;
    expect(own).toMatchObject({ applied: [{ nothingToClear: true }], proved: [], returned: [] });
    expect(makeReport({ ...nothing, fixes: [clean] }).fixes.applied).toMatchObject([{ nothingToClear: false }]);
  });
});

it('a week of which nothing is known is still a report', () => {
  const report = makeReport(nothing);
  expect(reportSchema.parse(report)).toEqual(report);
  expect(report).toMatchObject({ readAt: null, waste: null, coverage: null, spend: null, guardrails: null });
});

describe('waste against the week before', () => {
  const end = {
    source: { snapshotId: 's', day: '2026-11-22', at: lookedAt, end: span.end },
    totals,
  };

  it.each([
    ['less, and less could be read', { monthlyUsd: 50, unread: 0 }, null, null, true],
    ['less, and as much could be read', { monthlyUsd: 50, unread: 1 }, -10, -20, false],
    ['less, and more could be read', { monthlyUsd: 50, unread: 2 }, -10, -20, false],
    ['more, though less could be read', { monthlyUsd: 32, unread: 0 }, 8, 25, false],
    ['more, and as much could be read', { monthlyUsd: 32, unread: 1 }, 8, 25, false],
    ['more, and more could be read', { monthlyUsd: 32, unread: 2 }, null, null, false],
    ['the same', { monthlyUsd: 40, unread: 0 }, 0, 0, false],
  ])('is %s', (_, former, changeUsd, changePercent, lessRead) => {
    const moreRead = changeUsd === null && !lessRead;
    expect(makeReport({ ...nothing, end, former }).waste).toMatchObject({
      changeUsd,
      changePercent,
      lessRead,
      moreRead,
    });
  });

  it('is not told in the first week', () => {
    expect(makeReport({ ...nothing, end }).waste).toMatchObject({ changeUsd: null, lessRead: false });
  });
});
