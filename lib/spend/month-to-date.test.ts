import { describe, expect, test } from 'vitest';
import { monthToDate } from './month-to-date.ts';

const of = (now: string, lastDay: string) => monthToDate({ now: new Date(now), lastDay });

describe('monthToDate', () => {
  test('counts today, and compares the days that are over', () => {
    expect(of('2026-11-23T14:00:00Z', '2026-11-23')).toEqual({
      from: '2026-11-01',
      to: '2026-11-24',
      end: '2026-12-01',
      compared: { now: { from: '2026-11-01', to: '2026-11-23' }, former: { from: '2026-10-01', to: '2026-10-23' } },
    });
  });

  test('compares no further than what is known', () => {
    expect(of('2026-11-23T14:00:00Z', '2026-11-20').compared?.now).toEqual({ from: '2026-11-01', to: '2026-11-21' });
  });

  test('does not compare the day of the reading, of which only a part is known', () => {
    const lastDay = '2026-11-20';
    const month = monthToDate({ now: new Date('2026-11-23T14:00:00Z'), lastDay, wholeDay: '2026-11-19' });
    expect(month).toMatchObject({
      to: '2026-11-21',
      compared: { now: { to: '2026-11-20' }, former: { to: '2026-10-20' } },
    });
    const first = monthToDate({ now: new Date('2026-11-02T14:00:00Z'), lastDay: '2026-11-01', wholeDay: '2026-10-31' });
    expect(first).toMatchObject({ from: '2026-11-01', compared: null });
  });

  test('a shorter month before is compared whole', () => {
    expect(of('2026-03-31T14:00:00Z', '2026-03-31').compared).toEqual({
      now: { from: '2026-03-01', to: '2026-03-31' },
      former: { from: '2026-02-01', to: '2026-03-01' },
    });
  });

  test('has nothing to compare on the first', () => {
    expect(of('2026-11-01T03:00:00Z', '2026-11-01')).toMatchObject({
      from: '2026-11-01',
      to: '2026-11-02',
      compared: null,
    });
  });

  test('stays with the month of which something is known', () => {
    expect(of('2026-12-01T03:00:00Z', '2026-11-30')).toMatchObject({
      from: '2026-11-01',
      end: '2026-12-01',
      compared: { now: { to: '2026-12-01' }, former: { from: '2026-10-01', to: '2026-10-31' } },
    });
  });
});
