import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWeeks, lastWholeWeek, parseWeek, weekDays, weekName, weekOf, weekSpan } from './iso-week.ts';

const zones = ['UTC', 'Asia/Seoul', 'America/New_York', 'Europe/Berlin', 'Pacific/Kiritimati', 'Asia/Kathmandu'];
const moments = fc.date({ min: new Date('2010-01-01'), max: new Date('2150-01-01'), noInvalidDate: true });

describe('parseWeek', () => {
  it.each(['2026-W47', '2026-W01', '2026-W53', '2020-W53', '2025-W52'])('knows %s', (text) => {
    expect(parseWeek(text)).toBe(text);
  });

  it.each([
    '2026-W54',
    '2025-W53',
    '2027-W53',
    '2026-W00',
    '2026-w47',
    '2026-W7',
    'W47',
    '',
    '0001-W01',
    '9999-W01',
    '2026-W47 ',
  ])('knows no %j', (text) => {
    expect(parseWeek(text)).toBeNull();
  });
});

describe('weekOf', () => {
  it.each([
    // A year's last days may be in the next year's first week, and its first days in the last one of the year before.
    ['2025-12-28T23:59:59Z', 'UTC', '2025-W52'],
    ['2025-12-29T00:00:00Z', 'UTC', '2026-W01'],
    ['2026-12-31T12:00:00Z', 'UTC', '2026-W53'],
    ['2027-01-03T23:59:59Z', 'UTC', '2026-W53'],
    ['2027-01-04T00:00:00Z', 'UTC', '2027-W01'],
    // Monday begins in Seoul while it is Sunday in UTC.
    ['2026-11-22T15:00:00Z', 'Asia/Seoul', '2026-W48'],
    ['2026-11-22T14:59:59Z', 'Asia/Seoul', '2026-W47'],
    ['2026-11-23T04:59:59Z', 'America/New_York', '2026-W47'],
  ])('of %s in %s is %s', (at, zone, week) => {
    expect(weekOf(new Date(at), zone)).toBe(week);
  });

  it('is one whose span holds the moment, whatever the zone', () => {
    fc.assert(
      fc.property(moments, fc.constantFrom(...zones), (moment, zone) => {
        const { start, end } = weekSpan(weekOf(moment, zone), zone);
        expect(start <= moment && moment < end).toBe(true);
      }),
    );
  });
});

describe('weekSpan', () => {
  it("ends where the next week begins, on a Monday's midnight", () => {
    fc.assert(
      fc.property(moments, fc.constantFrom(...zones), (moment, zone) => {
        const week = weekOf(moment, zone);
        const { start, end } = weekSpan(week, zone);
        expect(weekSpan(addWeeks(week, 1), zone).start).toEqual(end);
        const shown = new Intl.DateTimeFormat('en-GB', {
          timeZone: zone,
          weekday: 'short',
          hour: '2-digit',
          minute: '2-digit',
        });
        expect(shown.format(start)).toMatch(/^Mon.* 00:00$/);
      }),
    );
  });

  it.each([
    ['2026-W13', 'Europe/Berlin', 167],
    ['2026-W43', 'Europe/Berlin', 169],
    ['2026-W47', 'Europe/Berlin', 168],
    // Clocks move by half an hour; a Monday begins at one; a Friday was left out when the line of the date moved.
    ['2026-W40', 'Australia/Lord_Howe', 167.5],
    ['2021-W12', 'Asia/Tehran', 167],
    ['2011-W52', 'Pacific/Apia', 144],
  ] as const)('of %s in %s has %d hours, and no moment of another week', (week, zone, hours) => {
    const { start, end } = weekSpan(week, zone);
    expect((end.getTime() - start.getTime()) / 3_600_000).toBe(hours);
    const weeks = [start.getTime() - 1, start.getTime(), end.getTime() - 1, end.getTime()];
    expect(weeks.map((at) => weekOf(new Date(at), zone))).toEqual([addWeeks(week, -1), week, week, addWeeks(week, 1)]);
  });

  it('of the 53rd week lies between the 52nd and the first', () => {
    for (const zone of zones) {
      const [before, own, after] = (['2026-W52', '2026-W53', '2027-W01'] as const).map((week) => weekSpan(week, zone));
      expect(own).toMatchObject({
        start: before?.end,
        end: after?.start,
        firstDay: '2026-12-28',
        lastDay: '2027-01-03',
      });
    }
  });

  it('tells the days', () => {
    expect(weekSpan('2026-W47', 'Asia/Seoul')).toEqual({
      start: new Date('2026-11-15T15:00:00Z'),
      end: new Date('2026-11-22T15:00:00Z'),
      firstDay: '2026-11-16',
      lastDay: '2026-11-22',
    });
  });
});

describe('addWeeks', () => {
  it('and back is the same week, and every week has a name that is read again', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: -60, max: 60 }), (moment, count) => {
        const week = weekOf(moment, 'UTC');
        const other = addWeeks(week, count);
        expect(addWeeks(other, -count)).toBe(week);
        expect(parseWeek(other)).toBe(other);
      }),
    );
  });
});

it('the last whole week is the one before', () => {
  expect(lastWholeWeek(new Date('2026-11-23T00:00:00Z'), 'UTC')).toBe('2026-W47');
  expect(lastWholeWeek(new Date('2026-11-22T23:59:59Z'), 'UTC')).toBe('2026-W46');
  expect(lastWholeWeek(new Date('2027-01-05T12:00:00Z'), 'UTC')).toBe('2026-W53');
});

it('a week in words', () => {
  expect(weekName('2027-W01')).toBe('Week 1');
  expect(weekDays('2026-W47')).toBe('16–22 Nov 2026');
  expect(weekDays('2026-W49')).toBe('30 Nov – 6 Dec 2026');
  expect(weekDays('2026-W53')).toBe('28 Dec 2026 – 3 Jan 2027');
});
