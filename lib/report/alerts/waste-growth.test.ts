import { describe, expect, it } from 'vitest';
import { type BucketChange, type Figures, growthBase, growthOf } from './waste-growth.ts';

const figures = (monthlyUsd: number, rest: Partial<Figures> = {}): Figures => ({
  measurement: 'exact',
  monthlyUsd,
  bytes: monthlyUsd * 100,
  bytesLow: null,
  bytesHigh: null,
  ...rest,
});
const change = (former: Figures | null, now: Figures | null, rest: Partial<BucketChange> = {}): BucketChange => ({
  accountId: '111122223333',
  accountName: 'prod',
  bucket: 'logs',
  isNew: false,
  isGone: false,
  former,
  now,
  ...rest,
});
const at = new Date('2026-11-22T06:00:00Z');
const grown = (...changes: BucketChange[]) =>
  growthOf({ changes, former: { at, monthlyUsd: 200 }, now: { monthlyUsd: 300 } });

describe('waste grew by', () => {
  it('what was measured both times, and says where most', () => {
    const found = grown(
      change(figures(10), figures(70)),
      change(figures(5), figures(45), { bucket: 'backups' }),
      change(figures(20), figures(10), { bucket: 'media' }),
    );
    expect(found).toMatchObject({ usd: 90, percent: 45, totalUsd: 300, since: at.toISOString() });
    expect(found.buckets.map(({ bucket, usd }) => [bucket, usd])).toEqual([
      ['logs', 60],
      ['backups', 40],
    ]);
  });

  it.each(['partial', 'denied', 'notScanned'] as const)('nothing that was %s at either look', (measurement) => {
    const unseen = figures(5, { measurement });
    expect(grown(change(unseen, figures(99))).usd).toBe(0);
    expect(grown(change(figures(5), { ...figures(99), measurement })).usd).toBe(0);
    expect(grown(change({ ...unseen, monthlyUsd: null }, figures(99))).usd).toBe(0);
  });

  it('all of a bucket that was created since, and nothing of one that only became readable', () => {
    expect(grown(change(null, figures(60), { isNew: true })).usd).toBe(60);
    expect(grown(change(null, figures(60))).usd).toBe(0);
    expect(grown(change(null, figures(60, { measurement: 'partial' }), { isNew: true })).usd).toBe(0);
  });

  it('less what went with a bucket that was deleted, not with one that nobody looks at any more', () => {
    expect(grown(change(figures(10), figures(70)), change(figures(40), null, { isGone: true })).usd).toBe(20);
    expect(grown(change(figures(10), figures(70)), change(figures(40), null)).usd).toBe(60);
  });

  it('of a sample only what is beyond its range', () => {
    const sample = (usd: number) => figures(usd, { measurement: 'sampled', bytes: 100, bytesLow: 80, bytesHigh: 120 });
    expect(grown(change(sample(100), sample(110))).usd).toBe(0);
    // From 120 at most to 160 at least.
    expect(grown(change(sample(100), sample(200))).usd).toBeCloseTo(40, 8);
    expect(grown(change(sample(200), sample(100))).usd).toBeCloseTo(-40, 8);
  });
});

describe('growth is measured from', () => {
  const looks = [0, 6, 12, 18].map((hour) => ({ at: new Date(Date.UTC(2026, 10, 22, hour)) }));
  const from = (after: string | null) => growthBase(looks, after === null ? null : new Date(after))?.at.getUTCHours();

  it('the oldest look of the day, or the last one that is no news to the channel any more', () => {
    expect(from(null)).toBe(0);
    expect(from('2026-11-21T00:00:00Z')).toBe(0);
    expect(from('2026-11-22T13:00:00Z')).toBe(12);
    expect(from('2026-11-22T12:00:00Z')).toBe(12);
  });

  it('nothing where there is no look to compare with', () => {
    expect(growthBase([], null)).toBeNull();
  });
});
