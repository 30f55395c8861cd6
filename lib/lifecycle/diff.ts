import { canonicalRule } from './fingerprint.ts';
import type { LifecycleRule } from './rule.ts';
import { ruleSays, ruleScope } from './wording.ts';

export type RuleChange = {
  /** `rewritten`: means the same, in S3's other form (V1 `Prefix` and `Filter.Prefix`). */
  kind: 'same' | 'added' | 'removed' | 'changed' | 'rewritten';
  id: string | null;
  before: LifecycleRule | null;
  after: LifecycleRule | null;
  /** In words, of the rule as it is afterwards: "whole bucket", "unload/tmp/". */
  scope: string;
  says: string;
};

/** Rule by rule, what differs: first the rules of before in their order, then those that are new. */
export function diffRules(before: readonly LifecycleRule[], after: readonly LifecycleRule[]): RuleChange[] {
  const entries = after.map((rule) => ({ rule }));
  const rest = new Set(entries);
  const byMeaning = Map.groupBy(entries, ({ rule }) => canonicalRule(rule));
  const byId = Map.groupBy(entries, ({ rule }) => rule.ID);
  const take = (candidates: { rule: LifecycleRule }[] | undefined): LifecycleRule | null => {
    const found = candidates?.find((entry) => rest.has(entry));
    if (!found) return null;
    rest.delete(found);
    return found.rule;
  };
  // Equal rules are paired before equal ids, so that a duplicate id cannot make an untouched rule look changed.
  const pairs = before.map((rule) => ({ rule, twin: take(byMeaning.get(canonicalRule(rule))) }));
  const kept = pairs.map(({ rule, twin }) => {
    if (twin) return change(sameForm(rule, twin) ? 'same' : 'rewritten', rule, twin);
    const successor = rule.ID ? take(byId.get(rule.ID)) : null;
    return change(successor ? 'changed' : 'removed', rule, successor);
  });
  return [...kept, ...[...rest].map(({ rule }) => change('added', null, rule))];
}

function sameForm(a: LifecycleRule, b: LifecycleRule): boolean {
  return (a.Prefix === undefined) === (b.Prefix === undefined);
}

function change(kind: RuleChange['kind'], before: LifecycleRule | null, after: LifecycleRule | null): RuleChange {
  const shown = after ?? before ?? { Status: '' };
  return { kind, id: shown.ID || null, before, after, scope: ruleScope(shown), says: ruleSays(shown) };
}
