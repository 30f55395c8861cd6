import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyConfiguration, validConfiguration } from './arbitrary-rule.test-support.ts';
import { coverageOf } from './coverage.ts';
import { diffRules } from './diff.ts';
import { canonicalRule, fingerprint, sameConfiguration } from './fingerprint.ts';
import { MAX_RULES, mergeFix } from './merge.ts';
import { ABORT_RULE_ID, isOwnRule, MARKER_RULE_ID } from './own-rule.ts';
import { type LifecycleConfiguration, type LifecycleRule, lifecycleConfigurationSchema } from './rule.ts';

const configuration = fc.oneof(validConfiguration, anyConfiguration);
const request = fc.record({
  config: configuration,
  days: fc.integer({ min: 1, max: 60 }),
  removeExpiredDeleteMarkers: fc.boolean(),
});
const runs = { numRuns: 2000 };

/** A merge that succeeded, or nothing to check in this run. */
function merged(asked: Parameters<typeof mergeFix>[0]): { after: LifecycleConfiguration; noop: boolean } {
  const result = mergeFix(asked);
  fc.pre(result.ok);
  return result.value;
}

/** The rule as it may stand afterwards: untouched, or V1 told as V2. */
function allowedForms(rule: LifecycleRule): LifecycleRule[] {
  const { Prefix, ...rest } = rule;
  const rewritten = Prefix !== undefined && rule.Filter === undefined ? [{ ...rest, Filter: { Prefix } }] : [];
  return [rule, ...rewritten];
}

describe('any merge', () => {
  it("keeps every rule of anybody else's, in its place", () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { after } = merged(asked);
        expect(after.rules.length).toBeGreaterThanOrEqual(asked.config.rules.length);
        for (const [index, rule] of asked.config.rules.entries()) {
          if (isOwnRule(rule)) continue;
          expect(allowedForms(rule)).toContainEqual(after.rules[index]);
        }
      }),
      runs,
    );
  });

  it('adds nothing but our two rules', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { after } = merged(asked);
        for (const rule of after.rules.slice(asked.config.rules.length)) {
          expect([ABORT_RULE_ID, MARKER_RULE_ID]).toContain(rule.ID);
          expect(isOwnRule(rule)).toBe(true);
        }
      }),
      runs,
    );
  });

  it('keeps the transition default minimum object size', () => {
    fc.assert(
      fc.property(request, (asked) => {
        expect(merged(asked).after.transitionDefaultMinimumObjectSize).toBe(
          asked.config.transitionDefaultMinimumObjectSize,
        );
      }),
      runs,
    );
  });

  it('leaves the whole bucket covered in time', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { coverage, abortAfterDays } = coverageOf(merged(asked).after.rules);
        expect(coverage).toBe('full');
        expect(abortAfterDays).toBeLessThanOrEqual(asked.days);
      }),
      runs,
    );
  });

  it('has nothing left to do the second time', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { after } = merged(asked);
        expect(mergeFix({ ...asked, config: after })).toEqual({ ok: true, value: { after, noop: true } });
      }),
      runs,
    );
  });

  it('never mixes V1 and V2 rules that were not mixed before', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { after, noop } = merged(asked);
        if (noop) expect(after).toEqual(asked.config);
        else expect(after.rules.filter((rule) => rule.Prefix !== undefined && !rule.Filter)).toEqual([]);
      }),
      runs,
    );
  });

  it('does not touch what it was given, so that undo restores exactly', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const copy = structuredClone(asked);
        mergeFix(asked);
        expect(asked).toEqual(copy);
        const stored = lifecycleConfigurationSchema.parse(JSON.parse(JSON.stringify(asked.config)));
        expect(fingerprint(stored)).toBe(fingerprint(asked.config));
      }),
      runs,
    );
  });

  it('changes the fingerprint exactly when it does something', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { after, noop } = merged(asked);
        expect(sameConfiguration(asked.config, after)).toBe(noop);
      }),
      runs,
    );
  });

  it('refuses only for a reason that it names', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const result = mergeFix(asked);
        if (result.ok) return;
        expect(result.error.code).toBe('refused');
        const { rules } = asked.config;
        const reasons = {
          ruleIdTaken: rules.some((rule) => rule.ID === ABORT_RULE_ID || rule.ID === MARKER_RULE_ID),
          unreadableDate: JSON.stringify(rules).includes('the day after tomorrow'),
          tooManyRules: rules.length >= MAX_RULES - 1,
        };
        expect(Object.entries(reasons)).toContainEqual([result.error.details.reason, true]);
      }),
      runs,
    );
  });
});

describe('the diff of any merge', () => {
  it('accounts for every rule before and after once', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { after } = merged(asked);
        const changes = diffRules(asked.config.rules, after.rules);
        const afterwards = changes.flatMap((change) => change.after ?? []);
        expect(changes.flatMap((change) => change.before ?? [])).toEqual(asked.config.rules);
        expect(afterwards.map(canonicalRule).sort()).toEqual(after.rules.map(canonicalRule).sort());
        expect(changes.filter(({ kind }) => kind === 'removed')).toEqual([]);
        for (const change of changes) {
          if (change.kind === 'added' || change.kind === 'changed') expect(change.after).toSatisfy(isOwnRule);
        }
      }),
      runs,
    );
  });
});
