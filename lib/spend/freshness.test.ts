import { expect, test } from 'vitest';
import { freshness, hasRead } from './freshness.ts';
import type { ReadingState } from './reading.ts';

const day = (date: number) => new Date(Date.UTC(2026, 10, date));
const reading = (state: ReadingState, readAt: Date, dataAt: Date | null) => ({ state, readAt, dataAt });

test('data are as old as they are, whenever an attempt failed', () => {
  const failed = [reading('throttled', day(20), day(16)), reading('denied', day(20), null)];
  expect(freshness(failed)).toEqual({ dataAt: day(16), failedAt: day(20) });
});

test('while one account answers, the attempt did not fail', () => {
  const mixed = [reading('ok', day(20), day(20)), reading('denied', day(20), null)];
  expect(freshness(mixed)).toEqual({ dataAt: day(20), failedAt: null });
});

test('an answer that there are none is one', () => {
  expect(freshness([reading('none', day(20), null)])).toEqual({ dataAt: day(20), failedAt: null });
});

test('nothing was read', () => {
  expect(freshness([])).toEqual({ dataAt: null, failedAt: null });
  expect(freshness([reading('denied', day(20), null)])).toEqual({ dataAt: null, failedAt: day(20) });
});

test('the price of a run is that of the data only where it read them', () => {
  const run = { kinds: [{ kind: 'costs', status: 'done' } as const] };
  expect(hasRead(run, 'costs', { dataAt: day(20), failedAt: null })).toBe(true);
  expect(hasRead(run, 'costs', { dataAt: day(16), failedAt: day(20) })).toBe(false);
  expect(hasRead(run, 'forecast', { dataAt: day(20), failedAt: null })).toBe(false);
  expect(hasRead({ kinds: [{ kind: 'costs', status: 'pending' }] }, 'costs', { dataAt: day(20), failedAt: null })).toBe(
    false,
  );
});
