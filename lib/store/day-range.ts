import { DAY_MS } from '#lib/waste/age.ts';

/** So many UTC days up to today, `YYYY-MM-DD`. */
export function dayRange(days: number, now: Date) {
  const all = Array.from({ length: days }, (_, index) =>
    new Date(now.getTime() - (days - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
  return { all, first: all[0] ?? '', last: all.at(-1) ?? '' };
}
