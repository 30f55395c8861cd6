import { describe, expect, it } from 'vitest';
import { diffRules } from './diff.ts';
import { abortRule } from './own-rule.ts';
import type { LifecycleRule } from './rule.ts';

const logs: LifecycleRule = { ID: 'logs', Status: 'Enabled', Filter: { Prefix: 'logs/' }, Expiration: { Days: 400 } };
const old: LifecycleRule = { ID: 'old', Status: 'Enabled', Prefix: 'old/', Expiration: { Days: 9 } };
const { Prefix: _prefix, ...rest } = old;
const oldV2: LifecycleRule = { ...rest, Filter: { Prefix: 'old/' } };

function kinds(before: LifecycleRule[], after: LifecycleRule[]): string[] {
  return diffRules(before, after).map(({ kind, id }) => `${kind} ${id}`);
}

describe('a diff', () => {
  it('tells what stays, what is told differently and what is added', () => {
    expect(kinds([logs, old], [logs, oldV2, abortRule(7)])).toEqual([
      'same logs',
      'rewritten old',
      'added straybytes-abort-incomplete-mpu',
    ]);
  });

  it('tells what changed and what is gone', () => {
    expect(kinds([logs, old, abortRule(7)], [abortRule(3), logs])).toEqual([
      'same logs',
      'removed old',
      'changed straybytes-abort-incomplete-mpu',
    ]);
  });

  it('does not take another order or form for a change', () => {
    expect(kinds([logs, abortRule(7)], [{ ...abortRule(7), Filter: {} }, logs])).toEqual([
      'same logs',
      'same straybytes-abort-incomplete-mpu',
    ]);
  });

  it('pairs rules without an id, and ids that occur twice, by what they mean', () => {
    const { ID: _id, ...nameless } = logs;
    const changed = { ...logs, Expiration: { Days: 1 } };
    expect(kinds([nameless, nameless], [nameless])).toEqual(['same null', 'removed null']);
    expect(kinds([logs, changed], [changed, logs])).toEqual(['same logs', 'same logs']);
    expect(kinds([changed, logs], [logs])).toEqual(['removed logs', 'same logs']);
  });

  it('carries both rules and the words of the later one', () => {
    expect(diffRules([logs], [{ ...logs, Status: 'Disabled' }])).toEqual([
      {
        kind: 'changed',
        id: 'logs',
        before: logs,
        after: { ...logs, Status: 'Disabled' },
        scope: 'logs/',
        says: 'disabled: expires after 400 days',
      },
    ]);
    expect(diffRules([logs], [])).toEqual([
      { kind: 'removed', id: 'logs', before: logs, after: null, scope: 'logs/', says: 'expires after 400 days' },
    ]);
  });

  it('finds each of a thousand rules again in another order', () => {
    const crowd = Array.from({ length: 1000 }, (_, index) => ({ ...logs, ID: `r${index}` }));
    const kinds = diffRules(crowd, [...crowd].reverse()).map(({ kind }) => kind);
    expect(kinds).toEqual(Array.from({ length: 1000 }, () => 'same'));
  });
});
