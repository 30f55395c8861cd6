import { describe, expect, it } from 'vitest';
import { MAX_RULES, mergeFix } from './merge.ts';
import { ABORT_RULE_ID, abortRule, MARKER_RULE_ID, markerRule } from './own-rule.ts';
import type { LifecycleRule } from './rule.ts';

const expireLogs: LifecycleRule = {
  ID: 'expire-logs',
  Status: 'Enabled',
  Filter: { Prefix: 'logs/' },
  Expiration: { Days: 400 },
};

function merge(rules: LifecycleRule[], days = 7, removeExpiredDeleteMarkers = false, size: string | null = null) {
  const config = { rules, transitionDefaultMinimumObjectSize: size };
  return mergeFix({ config, days, removeExpiredDeleteMarkers });
}

function rulesAfter(...args: Parameters<typeof merge>): LifecycleRule[] {
  const result = merge(...args);
  if (!result.ok) throw result.error;
  return result.value.after.rules;
}

function refusal(...args: Parameters<typeof merge>): { code: string; reason: string | undefined } {
  const result = merge(...args);
  if (result.ok) throw new Error('It was not refused.');
  return { code: result.error.code, reason: result.error.details.reason };
}

describe('a bucket without our rule', () => {
  it('gets one, and nothing else when it had no configuration', () => {
    expect(merge([])).toEqual({
      ok: true,
      value: { after: { rules: [abortRule(7)], transitionDefaultMinimumObjectSize: null }, noop: false },
    });
  });

  it('gets one behind the rules of others', () => {
    expect(rulesAfter([expireLogs], 3)).toEqual([expireLogs, abortRule(3)]);
  });

  it('gets the rule for delete markers only when asked', () => {
    expect(rulesAfter([expireLogs], 7, true)).toEqual([expireLogs, abortRule(7), markerRule()]);
  });

  it('keeps the transition default minimum object size', () => {
    const result = merge([expireLogs], 7, false, 'varies_by_storage_class');
    expect(result.ok && result.value.after.transitionDefaultMinimumObjectSize).toBe('varies_by_storage_class');
  });

  it('is not served by a disabled, later, narrower or tagged rule', () => {
    const theirs = { ...abortRule(7), ID: 'theirs' };
    const rules: LifecycleRule[] = [
      { ...theirs, Status: 'Disabled' },
      { ...abortRule(8), ID: 'late' },
      { ...theirs, ID: 'narrow', Filter: { Prefix: 'tmp/' } },
      { ...theirs, ID: 'tagged', Filter: { Tag: { Key: 'a', Value: 'b' } } },
      { ...theirs, ID: 'future', Filter: { FutureCondition: 'x' } },
    ];
    expect(rulesAfter(rules)).toEqual([...rules, abortRule(7)]);
  });
});

describe('a bucket that already has what was asked for', () => {
  it.each<[string, LifecycleRule]>([
    ['our rule', abortRule(7)],
    ['a sooner rule of ours', abortRule(1)],
    ["somebody's rule, Filter {}", { ...abortRule(7), ID: 'theirs', Filter: {} }],
    [
      "somebody's V1 rule",
      { ID: 'v1', Status: 'Enabled', Prefix: '', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } },
    ],
    ["somebody's rule with more actions", { ...abortRule(3), ID: 'more', Expiration: { Days: 30 } }],
  ])('is left alone: %s', (_, rule) => {
    const result = merge([expireLogs, rule]);
    expect(result.ok && result.value.noop).toBe(true);
    expect(rulesAfter([expireLogs, rule])).toEqual([expireLogs, rule]);
  });

  it('gets the missing half alone', () => {
    expect(rulesAfter([abortRule(7)], 7, true)).toEqual([abortRule(7), markerRule()]);
    expect(rulesAfter([markerRule()], 7, true)).toEqual([markerRule(), abortRule(7)]);
  });

  it('may have a thousand rules or more, or our id in other hands', () => {
    const crowd = Array.from({ length: 1001 }, (_, index) => ({ ...expireLogs, ID: `r${index}` }));
    expect(rulesAfter([...crowd, { ...abortRule(7), ID: 'theirs' }])).toHaveLength(1002);
    const taken = { ...expireLogs, ID: ABORT_RULE_ID };
    expect(rulesAfter([taken, { ...abortRule(7), ID: 'theirs' }])).toHaveLength(2);
  });
});

describe('our rule from before', () => {
  it('is replaced where it stands', () => {
    expect(rulesAfter([abortRule(30), expireLogs])).toEqual([abortRule(7), expireLogs]);
    expect(rulesAfter([{ ...abortRule(7), Status: 'Disabled' }, expireLogs])).toEqual([abortRule(7), expireLogs]);
    expect(rulesAfter([{ ...markerRule(), Status: 'Disabled' }, expireLogs], 7, true)).toEqual([
      markerRule(),
      expireLogs,
      abortRule(7),
    ]);
  });

  it('is known again in any form a server answers it in', () => {
    const { Filter: _filter, ...rest } = abortRule(30);
    expect(rulesAfter([{ ...rest, Prefix: '' }])).toEqual([abortRule(7)]);
    expect(rulesAfter([{ ...rest, Filter: {} }])).toEqual([abortRule(7)]);
  });

  it('is not removed when delete markers are not asked for again', () => {
    expect(rulesAfter([markerRule()])).toEqual([markerRule(), abortRule(7)]);
  });
});

describe('V1 rules', () => {
  const v1: LifecycleRule = {
    ID: 'v1',
    Prefix: 'old/',
    Status: 'Disabled',
    Expiration: { Date: '2027-01-01T00:00:00.000Z' },
  };

  it('are told as V2, with all else as it was', () => {
    const { Prefix: _prefix, ...rest } = v1;
    expect(rulesAfter([{ ...v1, FutureField: { a: [1] } }])).toEqual([
      { ...rest, FutureField: { a: [1] }, Filter: { Prefix: 'old/' } },
      abortRule(7),
    ]);
  });

  it('stay when nothing is written', () => {
    const whole: LifecycleRule = { ...abortRule(7), ID: 'theirs' };
    const { Filter: _filter, ...wholeV1 } = { ...whole, Prefix: '' };
    expect(rulesAfter([v1, wholeV1])).toEqual([v1, wholeV1]);
  });
});

describe('a merge is refused', () => {
  it.each<[string, LifecycleRule]>([
    ['does something else', { ...expireLogs, ID: ABORT_RULE_ID }],
    ['does more', { ...abortRule(30), Expiration: { Days: 10 } }],
    ['does something of the future', { ...abortRule(30), FutureAction: {} }],
    [
      'has a field of the future in its action',
      { ...abortRule(30), AbortIncompleteMultipartUpload: { DaysAfterInitiation: 30, Mode: 'x' } },
    ],
    ['covers a prefix', { ...abortRule(30), Filter: { Prefix: 'tmp/' } }],
    [
      'covers a V1 prefix',
      {
        ID: ABORT_RULE_ID,
        Prefix: 'tmp/',
        Status: 'Enabled',
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 30 },
      },
    ],
    ['has no action', { ID: ABORT_RULE_ID, Status: 'Enabled', Filter: {} }],
  ])('when the rule with our id %s', (_, rule) => {
    expect(refusal([expireLogs, rule])).toEqual({ code: 'refused', reason: 'ruleIdTaken' });
  });

  it('when the id of the rule for delete markers is taken, only if that rule is asked for', () => {
    const taken = { ...markerRule(), Expiration: { Days: 1 } };
    expect(refusal([taken], 7, true)).toEqual({ code: 'refused', reason: 'ruleIdTaken' });
    expect(rulesAfter([taken])).toEqual([taken, abortRule(7)]);
    expect(taken.ID).toBe(MARKER_RULE_ID);
  });

  it('when our id occurs twice', () => {
    expect(refusal([abortRule(30), abortRule(60)])).toEqual({ code: 'refused', reason: 'ruleIdTaken' });
  });

  it('above the limit of rules, not at it', () => {
    const crowd = Array.from({ length: MAX_RULES }, (_, index) => ({ ...expireLogs, ID: `r${index}` }));
    expect(refusal(crowd)).toEqual({ code: 'refused', reason: 'tooManyRules' });
    expect(refusal(crowd.slice(1), 7, true)).toEqual({ code: 'refused', reason: 'tooManyRules' });
    expect(rulesAfter(crowd.slice(1))).toHaveLength(MAX_RULES);
    expect(rulesAfter([...crowd.slice(1), abortRule(30)])).toHaveLength(MAX_RULES);
  });

  it('when a date could not be written back', () => {
    const rule = { ...expireLogs, Expiration: { Date: 'soon' } };
    expect(refusal([rule])).toEqual({ code: 'refused', reason: 'unreadableDate' });
    const step = { ...expireLogs, Transitions: [{ Date: '2027-13-01', StorageClass: 'GLACIER' }] };
    expect(refusal([step])).toEqual({ code: 'refused', reason: 'unreadableDate' });
  });

  it.each([0, -1, 3.5, Number.NaN, Number.POSITIVE_INFINITY])('as invalid for %s days', (days) => {
    expect(refusal([], days).code).toBe('invalid');
  });
});
