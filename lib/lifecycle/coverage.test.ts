import { describe, expect, it } from 'vitest';
import { abortDaysForKey, coverageByKey, coverageOf } from './coverage.ts';
import type { LifecycleRule } from './rule.ts';

function abort(days: number, filter: LifecycleRule['Filter'] = {}, status = 'Enabled'): LifecycleRule {
  return {
    ID: `${days}`,
    Status: status,
    Filter: filter,
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: days },
  };
}

const expire: LifecycleRule = { ID: 'e', Status: 'Enabled', Filter: {}, Expiration: { Days: 1 } };
const v1: LifecycleRule = {
  ID: 'v1',
  Status: 'Enabled',
  Prefix: 'old/',
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 5 },
};
const tagged = abort(1, { Tag: { Key: 'a', Value: 'b' } });
const sized = abort(1, { And: { Prefix: '', ObjectSizeGreaterThan: 1 } });
const future = abort(1, { Future: {} });

describe('the verdict', () => {
  it.each<[string, LifecycleRule[], ReturnType<typeof coverageOf>]>([
    ['no rules', [], { coverage: 'none', abortAfterDays: null, prefixes: [] }],
    ['no abort rules', [expire], { coverage: 'none', abortAfterDays: null, prefixes: [] }],
    [
      'conditions that S3 does not take',
      [tagged, sized, future],
      { coverage: 'none', abortAfterDays: null, prefixes: [] },
    ],
    [
      'no number of days',
      [{ ...abort(1), AbortIncompleteMultipartUpload: {} }],
      { coverage: 'none', abortAfterDays: null, prefixes: [] },
    ],
    ['zero days', [abort(0)], { coverage: 'none', abortAfterDays: null, prefixes: [] }],
    [
      'only a disabled one',
      [abort(7, {}, 'Disabled'), expire],
      { coverage: 'disabled', abortAfterDays: null, prefixes: [] },
    ],
    [
      'a disabled one and a prefix',
      [abort(7, {}, 'Disabled'), v1],
      { coverage: 'partial', abortAfterDays: null, prefixes: [{ prefix: 'old/', days: 5 }] },
    ],
    ['a whole-bucket one', [abort(7)], { coverage: 'full', abortAfterDays: 7, prefixes: [] }],
    [
      'several whole-bucket ones',
      [abort(7), abort(3, { Prefix: '' }), abort(1, {}, 'Disabled')],
      { coverage: 'full', abortAfterDays: 3, prefixes: [] },
    ],
    [
      'prefixes, the shortest each, sorted',
      [abort(9, { Prefix: 'z/' }), abort(7, { Prefix: 'a/' }), abort(2, { Prefix: 'a/' })],
      {
        coverage: 'partial',
        abortAfterDays: null,
        prefixes: [
          { prefix: 'a/', days: 2 },
          { prefix: 'z/', days: 9 },
        ],
      },
    ],
    [
      'whole bucket and a prefix',
      [abort(7), v1],
      { coverage: 'full', abortAfterDays: 7, prefixes: [{ prefix: 'old/', days: 5 }] },
    ],
  ])('of %s', (_, rules, verdict) => {
    expect(coverageOf(rules)).toEqual(verdict);
  });
});

describe('the days of a key', () => {
  const rules = [abort(9), abort(3, { Prefix: 'a/' }), abort(1, { Prefix: 'a/b' }, 'Disabled'), tagged, expire];

  it('are the shortest of all rules that apply', () => {
    expect(abortDaysForKey(rules, 'a/b')).toBe(3);
    expect(abortDaysForKey(rules, 'A/b')).toBe(9);
  });

  it('are none where no rule applies', () => {
    expect(abortDaysForKey([v1], 'older/x')).toBeNull();
    expect(abortDaysForKey([v1], 'old/')).toBe(5);
    expect(abortDaysForKey([], 'a')).toBeNull();
  });
});

describe('the coverage of a key', () => {
  const off = abort(1, { Prefix: 'a/' }, 'Disabled');

  it.each<[string, LifecycleRule[], ReturnType<ReturnType<typeof coverageByKey>>]>([
    ['no rule', [], { coverage: 'none', abortAfterDays: null }],
    ['a rule for other keys', [abort(3, { Prefix: 'b/' })], { coverage: 'none', abortAfterDays: null }],
    ['a rule with a condition that aborts nothing', [tagged, expire], { coverage: 'none', abortAfterDays: null }],
    ['a disabled rule', [off], { coverage: 'disabled', abortAfterDays: null }],
    [
      'a disabled rule for other keys',
      [abort(1, { Prefix: 'b/' }, 'Disabled')],
      { coverage: 'none', abortAfterDays: null },
    ],
    ['a disabled and a longer enabled rule', [off, abort(9)], { coverage: 'full', abortAfterDays: 9 }],
    [
      'its prefix sooner than the bucket',
      [abort(9), abort(3, { Prefix: 'a/' })],
      { coverage: 'full', abortAfterDays: 3 },
    ],
  ])('with %s', (_, rules, expected) => {
    expect(coverageByKey(rules)('a/b')).toEqual(expected);
  });
});
