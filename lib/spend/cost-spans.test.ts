import { describe, expect, test } from 'vitest';
import { type CostState, type CutState, costSpans, nothingRead } from './cost-spans.ts';

const now = new Date('2026-11-23T04:00:00Z');

/** Every cut read from the start of August, with 13 months, up to a day. */
function readUpTo(lastDay: string, estimatedFrom: string | null = null): CostState {
  const cut = { firstDay: '2026-08-01', lastDay, estimatedFrom, firstMonth: '2025-10-01' };
  return { service: cut, region: cut, usageType: cut };
}

const fromOf = (state: CostState, at = now) =>
  costSpans({ state, now: at }).map((span) => `${span.granularity} ${span.from}`);

describe('costSpans', () => {
  test('begins with 90 days and today, then 13 months and the present one, each cut', () => {
    const spans = costSpans({ state: nothingRead, now });
    expect(spans.map(({ cut, granularity }) => `${cut} ${granularity}`)).toEqual([
      'service daily',
      'region daily',
      'usageType daily',
      'service monthly',
      'region monthly',
      'usageType monthly',
    ]);
    expect(spans[0]).toMatchObject({ from: '2026-08-25', to: '2026-11-24' });
    expect(spans[3]).toMatchObject({ from: '2025-10-01', to: '2026-12-01' });
  });

  test('later reads the last three days, and days only', () => {
    expect(fromOf(readUpTo('2026-11-23'))).toEqual(Array.from({ length: 3 }, () => 'daily 2026-11-20'));
  });

  test('reads from the first day that is still estimated', () => {
    expect(fromOf(readUpTo('2026-11-23', '2026-11-01'))[0]).toBe('daily 2026-11-01');
    expect(fromOf(readUpTo('2026-11-23', '2026-11-22'))[0]).toBe('daily 2026-11-20');
  });

  test('reads the month that just closed, for a week', () => {
    const at = (day: string) => new Date(`2026-11-${day}T12:00:00Z`);
    expect(fromOf(readUpTo('2026-11-06'), at('07'))[0]).toBe('daily 2026-10-01');
    expect(fromOf(readUpTo('2026-11-07'), at('08'))[0]).toBe('daily 2026-11-05');
  });

  test('fills the days that nobody read, and reads those again that were too young to be whole at the last reading', () => {
    expect(fromOf(readUpTo('2026-10-10'))[0]).toBe('daily 2026-10-08');
    // Read on Tuesday and then on Thursday: Sunday was not two days old, and AWS calls it an estimate no more.
    expect(fromOf(readUpTo('2026-11-17', '2026-11-16'), new Date('2026-11-19T04:00:00Z'))[0]).toBe('daily 2026-11-15');
  });

  test('begins anew where the days no longer reach', () => {
    expect(fromOf(readUpTo('2026-08-23'))).toEqual([
      ...Array.from({ length: 3 }, () => 'daily 2026-08-25'),
      ...Array.from({ length: 3 }, () => 'monthly 2025-10-01'),
    ]);
    expect(fromOf(readUpTo('2026-08-24'))).toHaveLength(3);
  });

  test('never reads more than 90 days, however long AWS calls them estimated', () => {
    expect(fromOf(readUpTo('2026-11-23', '2026-01-01'))[0]).toBe('daily 2026-08-25');
  });

  test('reads the months of a cut whose first reading ended before them: summed from days they are not 13', () => {
    const begun: CutState = {
      firstDay: '2026-08-25',
      lastDay: '2026-11-23',
      estimatedFrom: null,
      firstMonth: '2026-09-01',
    };
    expect(fromOf({ ...readUpTo('2026-11-23'), region: begun })).toContain('monthly 2025-10-01');
    const spans = costSpans({ state: { ...readUpTo('2026-11-23'), region: begun }, now });
    expect(spans.filter(({ granularity }) => granularity === 'monthly').map(({ cut }) => cut)).toEqual(['region']);
  });

  test('begins only the cuts that are not read', () => {
    const spans = costSpans({ state: { ...nothingRead, service: readUpTo('2026-11-23').service }, now });
    expect(spans.map(({ cut, granularity, from }) => `${cut} ${granularity} ${from}`)).toEqual([
      'service daily 2026-11-20',
      'region daily 2026-08-25',
      'usageType daily 2026-08-25',
      'region monthly 2025-10-01',
      'usageType monthly 2025-10-01',
    ]);
  });
});
