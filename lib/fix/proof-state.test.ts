import { describe, expect, test } from 'vitest';
import { abortRule } from '#lib/lifecycle/own-rule.ts';
import type { FixView } from '#lib/store/fixes.ts';
import { type Evidence, missingRules, proofOf, stateBeforeUndo } from './proof-state.ts';

const at = (time: string) => new Date(`2026-11-${time}Z`);
const none = { rules: [], transitionDefaultMinimumObjectSize: null };
const fix: FixView = {
  fixId: 'f',
  bucketId: 1,
  accountId: '111122223333',
  bucket: 'b',
  region: 'us-east-1',
  state: 'applied',
  days: 7,
  removeExpiredDeleteMarkers: false,
  actor: 'ada',
  fingerprint: '',
  afterFingerprint: '',
  before: none,
  after: { ...none, rules: [abortRule(7)] },
  cutoffAt: at('17T00:00:00'),
  dueAt: at('24T00:00:00'),
  plannedUploads: 10,
  plannedBytes: 100,
  plannedMonthlyUsd: 50,
  remainingUploads: null,
  remainingBytes: null,
  realisedMonthlyUsd: 0,
  createdAt: at('23T12:00:00'),
  appliedAt: at('23T12:00:00'),
  confirmedAt: null,
  abortDate: null,
  abortRuleId: null,
  eligibleAt: null,
  clearingAt: null,
  cleanAt: null,
  undoneAt: null,
  writeBegunAt: null,
  undoneBy: null,
  checkedAt: null,
  problem: 'before',
};
const evidence: Evidence = {
  now: at('23T13:00:00'),
  abort: null,
  readBackConfirms: false,
  remaining: { uploads: 10, bytes: 100, monthlyUsd: 50 },
  noneOlder: false,
};
const ours = { date: at('24T00:00:00'), ruleId: 'straybytes-abort-incomplete-mpu' };
const left = (uploads: number) => ({ uploads, bytes: uploads * 10, monthlyUsd: uploads * 5 });

describe('the proof', () => {
  test('stays applied until something confirms it', () => {
    const set = proofOf(fix, evidence);
    expect(set.state).toBeUndefined();
    expect(set).toMatchObject({ checkedAt: evidence.now, problem: null, remainingUploads: 10 });
  });

  test('is confirmed by S3 naming our rule, or by the rules read back', () => {
    expect(proofOf(fix, { ...evidence, abort: ours })).toMatchObject({ state: 'confirmed', abortDate: ours.date });
    expect(proofOf(fix, { ...evidence, readBackConfirms: true })).toMatchObject({ state: 'confirmed' });
  });

  test('books nothing before S3 may abort, whatever is gone', () => {
    const set = proofOf(fix, { ...evidence, abort: ours, remaining: left(2) });
    expect(set).toMatchObject({ state: 'confirmed', remainingUploads: 2 });
    expect(set.realisedMonthlyUsd).toBeUndefined();
  });

  const midnight = { ...evidence, now: at('24T00:00:00'), abort: ours };
  test('is eligible from the abort date on', () => {
    expect(proofOf(fix, midnight)).toMatchObject({ state: 'eligible', eligibleAt: ours.date, realisedMonthlyUsd: 0 });
    const before = new Date(ours.date.getTime() - 1);
    expect(proofOf(fix, { ...midnight, now: before })).toMatchObject({ state: 'confirmed' });
  });

  test('is clearing while some are left, and books the others', () => {
    expect(proofOf(fix, { ...midnight, remaining: left(4) })).toMatchObject({
      state: 'clearing',
      realisedMonthlyUsd: 30,
    });
  });

  test('is clean only when none is left and nothing older came after', () => {
    expect(proofOf(fix, { ...midnight, remaining: left(0) })).toMatchObject({ state: 'clearing' });
    const clean = proofOf(fix, { ...midnight, remaining: left(0), noneOlder: true });
    expect(clean).toMatchObject({
      state: 'clean',
      realisedMonthlyUsd: 50,
      cleanAt: midnight.now,
      clearingAt: midnight.now,
    });
  });

  test('books no negative saving when what is left has grown', () => {
    const grown = { uploads: 10, bytes: 900, monthlyUsd: 450 };
    expect(proofOf(fix, { ...midnight, remaining: grown })).toMatchObject({ realisedMonthlyUsd: 0 });
  });

  test('keeps what an undo hides', () => {
    const times = ['confirmedAt', 'eligibleAt', 'clearingAt', 'cleanAt'] as const;
    const states = times.map((_, n) =>
      stateBeforeUndo({ ...fix, ...Object.fromEntries(times.slice(0, n + 1).map((time) => [time, evidence.now])) }),
    );
    expect([stateBeforeUndo(fix), ...states]).toEqual(['applied', 'confirmed', 'eligible', 'clearing', 'clean']);
  });
});

describe('our rule', () => {
  const missing = (...rules: FixView['after']['rules']) => missingRules(fix, { ...none, rules });

  test('is there as written, or with fewer days', () => {
    expect(missing(abortRule(7))).toEqual([]);
    expect(missing(abortRule(3))).toEqual([]);
  });

  test('is missing when it is gone, disabled, loosened or narrowed', () => {
    const id = ['straybytes-abort-incomplete-mpu'];
    expect(missing()).toEqual(id);
    expect(missing({ ...abortRule(7), Status: 'Disabled' })).toEqual(id);
    expect(missing(abortRule(30))).toEqual(id);
    expect(missing({ ...abortRule(7), Filter: { Prefix: 'x/' } })).toEqual(id);
  });
});
