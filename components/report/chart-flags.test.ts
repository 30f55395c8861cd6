import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chartFlags } from './chart-flags.ts';

const days = Array.from({ length: 101 }, (_, nth) => ({ day: `day ${nth}` }));
const mark = (nth: number, bucket = `b${nth}`) => ({ day: `day ${nth}`, bucket });

test('a flag stands at its day; near the right end its name stands before it', () => {
  expect(chartFlags([mark(10), mark(90)], days)).toEqual([
    { day: 'day 10', left: 10, text: 'b10', before: false, named: true },
    { day: 'day 90', left: 90, text: 'b90', before: true, named: true },
  ]);
});

test('the fixes of one day share a flag', () => {
  expect(chartFlags([mark(50, 'a'), mark(50, 'b'), mark(50, 'c')], days)).toMatchObject([{ text: '3 fixes' }]);
});

test('no name lies on another, whichever way they grow', () => {
  expect(chartFlags([mark(60), mark(80)], days).map(({ named }) => named)).toEqual([false, true]);
  const marks = fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { maxLength: 30 });
  fc.assert(
    fc.property(marks, (at) => {
      const spans = chartFlags(
        at.map((nth) => mark(nth)),
        days,
      )
        .filter(({ named }) => named)
        .map(({ left, before }) => (before ? [left - 26, left] : [left, left + 26]));
      for (const [index, [from = 0]] of spans.entries())
        expect(from).toBeGreaterThanOrEqual(spans[index - 1]?.[1] ?? -26);
    }),
  );
});

test('the newest have their names first', () => {
  const at = [10, 60, 66, 93, 96];
  const named = chartFlags(
    at.map((nth) => mark(nth)),
    days,
  ).filter((flag) => flag.named);
  expect(named.map(({ left }) => left)).toEqual([10, 96]);
});
