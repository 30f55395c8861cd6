import { expect, it } from 'vitest';
import { LOCKED_DAYS, mayAskSize, needsSize, QUIET_DAYS, RECHECK_DAYS } from './recheck.ts';

const now = new Date('2026-11-23T12:00:00Z');
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);

it.each<[string, Date | null, Date | null, Date, boolean]>([
  ['never asked', null, null, ago(300), true],
  ['quiet, asked today', ago(0.1), ago(200), ago(300), false],
  ['quiet for exactly the time, asked just now', ago(0), ago(QUIET_DAYS), ago(300), false],
  ['a part shortly before it was asked', ago(1), ago(QUIET_DAYS), ago(300), true],
  ['a part shortly before it was asked, long ago: it may have grown since', ago(20), ago(21), ago(300), true],
  ['quiet, asked almost long enough ago', ago(RECHECK_DAYS - 0.01), ago(200), ago(300), false],
  ['quiet, asked long enough ago', ago(RECHECK_DAYS), ago(200), ago(300), true],
  ['no part at all, old', ago(1), null, ago(300), false],
  ['no part at all, young', ago(1), null, ago(3), true],
  ['asked since the run began, with a young part', ago(-0.1), ago(1), ago(300), false],
  ['asked as the run began, with a young part', ago(0), ago(1), ago(300), false],
])('an upload that was %s', (_, sizeCheckedAt, lastPartAt, initiatedAt, needed) => {
  expect(needsSize({ sizeCheckedAt, lastPartAt, initiatedAt, now })).toBe(needed);
});

it.each<[string, Date | null, boolean, boolean]>([
  ['never locked', null, false, true],
  ['locked a moment ago', ago(0), false, false],
  ['locked almost long enough ago', ago(LOCKED_DAYS - 0.01), false, false],
  ['locked long enough ago', ago(LOCKED_DAYS), false, true],
  ['locked a moment ago, in a bucket that is looked at by name', ago(0), true, true],
])('an upload that was %s', (_, sizeLockedAt, named, asked) => {
  expect(mayAskSize({ sizeLockedAt, named, now })).toBe(asked);
});
