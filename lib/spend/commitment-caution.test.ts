import { describe, expect, test } from 'vitest';
import { closedMonths, commitmentCaution } from './commitment-caution.ts';

const readAt = new Date('2026-11-23T00:00:00Z');
const months = (...amounts: (string | null)[]) =>
  amounts.map((onDemandEquivalent, index) => ({
    start: `2026-${String(11 - amounts.length + index).padStart(2, '0')}-01`,
    onDemandEquivalent,
  }));

describe('commitmentCaution', () => {
  test('a workload that lost a sixth in three closed months shrinks', () => {
    const caution = commitmentCaution({ months: months('3100', '2700', '2480'), readAt });
    expect(caution).toMatchObject({ from: '2026-08-01', to: '2026-10-01' });
    expect(caution?.shrunkPercent).toBeCloseTo(20, 10);
  });

  test('months are compared by day: February is no decline', () => {
    const winter = [
      { start: '2026-01-01', onDemandEquivalent: '3100' },
      { start: '2026-02-01', onDemandEquivalent: '2800' },
      { start: '2026-03-01', onDemandEquivalent: '3100' },
    ];
    expect(commitmentCaution({ months: winter, readAt: new Date('2026-04-10T00:00:00Z') })).toBeNull();
  });

  test.each([
    ['grows', months('2480', '2700', '3100')],
    ['loses little', months('3100', '3000', '2790')],
    ['recovers in between', months('3100', '3500', '2480')],
    ['is known for two months only', months('3100', '2480')],
    ['is not known', months('3100', null, '2480')],
    ['was nothing', months('0', '0', '0')],
  ])('no caution where it %s', (_, known) => {
    expect(commitmentCaution({ months: known, readAt })).toBeNull();
  });

  test('the month that is not over does not count', () => {
    const present = { start: '2026-11-01', onDemandEquivalent: '100' };
    expect(commitmentCaution({ months: [...months('3100', '3000', '3100'), present], readAt })).toBeNull();
  });

  test('nor does it once it is over, until it was read again', () => {
    const october = { start: '2026-10-01', onDemandEquivalent: '1000' };
    const known = [...months('3000', '3100', '3000').map((m, i) => ({ ...m, start: `2026-0${7 + i}-01` })), october];
    const halfWay = new Date('2026-10-10T00:00:00Z');
    expect(closedMonths({ months: known, readAt: halfWay }).at(-1)?.start).toBe('2026-09-01');
    expect(commitmentCaution({ months: known, readAt: halfWay })).toBeNull();
    expect(closedMonths({ months: known, readAt }).at(-1)?.start).toBe('2026-10-01');
  });
});
