import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addWeeks, lastWholeWeek } from '../iso-week.ts';
import { nextDelivery, plannedDelivery } from './planned-delivery.ts';

const HOUR_MS = 3_600_000;
const zones = ['UTC', 'Asia/Seoul', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Berlin'];
const plan = fc.record({
  weekday: fc.integer({ min: 1, max: 7 }),
  hour: fc.integer({ min: 0, max: 23 }),
  timeZone: fc.constantFrom(...zones),
  reportTimeZone: fc.constantFrom(...zones),
  now: fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
});

it.each([
  // Monday 08:00 in Seoul is Sunday in UTC: it waits an hour for the end of the week.
  ['Asia/Seoul', 'UTC', 1, 8, '2026-11-23T00:00:00.000Z', '2026-W47'],
  ['Asia/Seoul', 'UTC', 1, 9, '2026-11-23T00:00:00.000Z', '2026-W47'],
  ['Asia/Seoul', 'UTC', 7, 23, '2026-11-22T14:00:00.000Z', '2026-W46'],
  ['Asia/Seoul', 'America/New_York', 1, 9, '2026-11-23T05:00:00.000Z', '2026-W47'],
  ['America/New_York', 'UTC', 7, 20, '2026-11-23T01:00:00.000Z', '2026-W47'],
])(
  '%s of a report in %s, weekday %i, hour %i: leaves at %s with %s',
  (timeZone, reportTimeZone, weekday, hour, at, week) => {
    const now = new Date('2026-11-23T06:00:00Z');
    const planned = plannedDelivery({ weekday, hour, timeZone, reportTimeZone, now });
    expect({ ...planned, at: planned.at.toISOString() }).toEqual({ week, at });
  },
);

it('is always of the week that ended last when it leaves', () => {
  fc.assert(
    fc.property(plan, (given) => {
      const { week, at } = plannedDelivery(given);
      expect(week).toBe(lastWholeWeek(at, given.reportTimeZone));
    }),
  );
});

it('has a next one after now, within eight days and a bit, of the week after', () => {
  fc.assert(
    fc.property(plan, (given) => {
      const next = nextDelivery(given);
      expect(next.at > given.now).toBe(true);
      expect(next.at.getTime() - given.now.getTime()).toBeLessThan((8 * 24 + 4) * HOUR_MS);
      const last = plannedDelivery(given);
      expect([last.week, addWeeks(last.week, 1)]).toContain(next.week);
    }),
  );
});
