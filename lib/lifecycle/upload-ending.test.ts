import { expect, it } from 'vitest';
import type { KeyCoverage } from './coverage.ts';
import { uploadEnding } from './upload-ending.ts';

const initiatedAt = new Date('2026-11-15T10:30:00Z');
const midnight = new Date('2026-11-19T00:00:00Z');
const before = new Date(midnight.getTime() - 1);
const after = (days: number): KeyCoverage => ({ coverage: 'full', abortAfterDays: days });

it.each<[string, KeyCoverage | null, Date, ReturnType<typeof uploadEnding>]>([
  ['by rules that are not known', null, before, { words: 'not known', at: null }],
  ['by no rule', { coverage: 'none', abortAfterDays: null }, before, { words: 'no rule', at: null }],
  ['by a disabled rule', { coverage: 'disabled', abortAfterDays: null }, before, { words: 'rule disabled', at: null }],
  ['by a rule', after(3), before, { words: 'aborted after 3 days', at: midnight }],
  ['by a rule at once', after(1), initiatedAt, { words: 'aborted after 1 day', at: new Date('2026-11-17T00:00:00Z') }],
  ['by a rule whose midnight has come', after(3), midnight, { words: 'due, waits for S3', at: midnight }],
])('an upload ends %s', (_, coverage, now, ending) => {
  expect(uploadEnding({ coverage, initiatedAt, now })).toEqual(ending);
});
