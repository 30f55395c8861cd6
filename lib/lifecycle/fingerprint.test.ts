import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyConfiguration } from './arbitrary-rule.test-support.ts';
import { canonicalRule, fingerprint, sameConfiguration } from './fingerprint.ts';
import type { LifecycleConfiguration, LifecycleRule } from './rule.ts';

const rule: LifecycleRule = { ID: 'a', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 30 } };

function config(...rules: LifecycleRule[]): LifecycleConfiguration {
  return { rules, transitionDefaultMinimumObjectSize: null };
}

function same(a: LifecycleRule, b: LifecycleRule): boolean {
  return sameConfiguration(config(a), config(b));
}

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, turned(field)]),
  );
}

describe('equal configurations', () => {
  it('are told in hexadecimal SHA-256', () => {
    expect(fingerprint(config(rule))).toMatch(/^[0-9a-f]{64}$/);
  });

  it('may have rules and keys in any order', () => {
    fc.assert(
      fc.property(anyConfiguration, ({ rules, transitionDefaultMinimumObjectSize }) => {
        const other = [...rules].reverse().map(turned) as LifecycleRule[];
        expect(fingerprint({ rules: other, transitionDefaultMinimumObjectSize })).toBe(
          fingerprint({ rules, transitionDefaultMinimumObjectSize }),
        );
      }),
    );
  });

  it.each<[string, LifecycleRule]>([
    ['Filter {}', { ...rule, Filter: {} }],
    ['V1 Prefix', { ID: 'a', Status: 'Enabled', Prefix: '', Expiration: { Days: 30 } }],
    ['an empty list', { ...rule, Transitions: [] }],
  ])('may name the whole bucket in another form: %s', (_, other) => {
    expect(same(rule, other)).toBe(true);
  });

  it('may write a date in another form', () => {
    const at = (date: string): LifecycleRule => ({ ...rule, Expiration: { Date: date } });
    expect(same(at('2027-01-01T00:00:00Z'), at('2027-01-01T09:00:00.000+09:00'))).toBe(true);
    expect(same(at('2027-01-01T00:00:00Z'), at('2027-01-02T00:00:00Z'))).toBe(false);
  });

  it('may have tags and transitions in any order', () => {
    const a = { Key: 'a', Value: '1' };
    const b = { Key: 'b', Value: '2' };
    const early = { Days: 30, StorageClass: 'STANDARD_IA' };
    const late = { Days: 90, StorageClass: 'GLACIER' };
    expect(
      same(
        { ...rule, Filter: { And: { Prefix: 'x', Tags: [a, b] } }, Transitions: [early, late] },
        { ...rule, Filter: { And: { Prefix: 'x', Tags: [b, a] } }, Transitions: [late, early] },
      ),
    ).toBe(true);
  });

  it('may leave the default minimum size out, or any without rules', () => {
    const named = { rules: [rule], transitionDefaultMinimumObjectSize: 'all_storage_classes_128K' };
    expect(sameConfiguration(config(rule), named)).toBe(true);
    expect(sameConfiguration(config(), { ...named, rules: [] })).toBe(true);
  });
});

describe('different configurations', () => {
  it.each<[string, LifecycleRule]>([
    ['id', { ...rule, ID: 'b' }],
    ['status', { ...rule, Status: 'Disabled' }],
    ['prefix', { ...rule, Filter: { Prefix: 'a' } }],
    ['size condition of 0', { ...rule, Filter: { ObjectSizeGreaterThan: 0 } }],
    ['future condition', { ...rule, Filter: { Future: 1 } }],
    ['days', { ...rule, Expiration: { Days: 31 } }],
    ['action', { ...rule, NoncurrentVersionExpiration: { NoncurrentDays: 1 } }],
    ['future action', { ...rule, Future: {} }],
    ['field of an action', { ...rule, Expiration: { Days: 30, Future: null } }],
    ['field named like one of ours', { ...rule, scope: 'x' }],
  ])('by %s', (_, other) => {
    expect(same(rule, other)).toBe(false);
  });

  it('by how often a rule occurs', () => {
    expect(sameConfiguration(config(rule), config(rule, rule))).toBe(false);
  });

  it('by the transition default minimum object size', () => {
    const varied = { rules: [rule], transitionDefaultMinimumObjectSize: 'varies_by_storage_class' };
    expect(sameConfiguration(config(rule), varied)).toBe(false);
  });

  it('by any rule left out', () => {
    fc.assert(
      fc.property(anyConfiguration, fc.nat(), (whole, at) => {
        fc.pre(whole.rules.length > 0);
        const rules = whole.rules.toSpliced(at % whole.rules.length, 1);
        expect(sameConfiguration({ ...whole, rules }, whole)).toBe(false);
      }),
    );
  });

  it('by a scope where a text could be taken for a structure', () => {
    const a: LifecycleRule = { ...rule, Filter: { Tag: { Key: 'a', Value: 'b","c' } } };
    const b: LifecycleRule = { ...rule, Filter: { Tag: { Key: 'a","b', Value: 'c' } } };
    expect(canonicalRule(a)).not.toBe(canonicalRule(b));
  });
});
