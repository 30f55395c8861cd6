import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lastWholeWeek } from '../iso-week.ts';
import { lastOccurrence } from './due.ts';

const WEEK_MS = 7 * 86_400_000;
const at = (weekday: number, hour: number, timeZone: string, now: string) =>
  lastOccurrence({ weekday, hour, timeZone, now: new Date(now) }).toISOString();

it('is the moment itself when it has come, and not a second before', () => {
  expect(at(1, 9, 'Asia/Seoul', '2026-11-23T00:00:00Z')).toBe('2026-11-23T00:00:00.000Z');
  expect(at(1, 9, 'Asia/Seoul', '2026-11-22T23:59:59Z')).toBe('2026-11-16T00:00:00.000Z');
  expect(at(7, 0, 'UTC', '2026-11-23T12:00:00Z')).toBe('2026-11-22T00:00:00.000Z');
});

it('keeps its hour on the wall when clocks change', () => {
  expect(at(1, 9, 'Europe/Berlin', '2026-10-24T00:00:00Z')).toBe('2026-10-19T07:00:00.000Z');
  expect(at(1, 9, 'Europe/Berlin', '2026-10-30T00:00:00Z')).toBe('2026-10-26T08:00:00.000Z');
});

it('is within a week before now, whatever the zone and the clock change', () => {
  const zone = fc.constantFrom(
    'UTC',
    'Asia/Seoul',
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Kiritimati',
    'Europe/Berlin',
  );
  const day = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 0, max: 23 }),
      zone,
      day,
      (weekday, hour, timeZone, now) => {
        const due = lastOccurrence({ weekday, hour, timeZone, now });
        expect(due <= now).toBe(true);
        expect(now.getTime() - due.getTime()).toBeLessThanOrEqual(WEEK_MS + 2 * 3_600_000);
      },
    ),
  );
});

it('names week 53', () => {
  const due = lastOccurrence({ weekday: 1, hour: 9, timeZone: 'UTC', now: new Date('2027-01-04T10:00:00Z') });
  expect(lastWholeWeek(due, 'UTC')).toBe('2026-W53');
});
