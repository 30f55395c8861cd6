import { describe, expect, it } from 'vitest';
import { activeSince, ageBand, isActive } from './age.ts';

const now = new Date('2026-11-23T12:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);

it.each([
  [-1, 'under1d'],
  [0.999, 'under1d'],
  [1, '1to7d'],
  [6.999, '1to7d'],
  [7, '7to30d'],
  [30, '30to90d'],
  [89.999, '30to90d'],
  [90, 'over90d'],
  [4000, 'over90d'],
])('an upload of %s days is in band %s', (days, band) => {
  expect(ageBand({ initiatedAt: ago(days), now })).toBe(band);
});

describe('an upload', () => {
  it('is active as long as its last part is young enough', () => {
    expect(isActive({ initiatedAt: ago(300), lastPartAt: ago(7), now, days: 7 })).toBe(true);
    expect(isActive({ initiatedAt: ago(300), lastPartAt: ago(7.001), now, days: 7 })).toBe(false);
  });

  it('without a known part counts from its initiation', () => {
    expect(isActive({ initiatedAt: ago(6), lastPartAt: null, now, days: 7 })).toBe(true);
    expect(isActive({ initiatedAt: ago(8), lastPartAt: null, now, days: 7 })).toBe(false);
    expect(activeSince({ initiatedAt: ago(8), lastPartAt: ago(2) })).toEqual(ago(2));
  });
});
