import type { LifecycleRule } from './rule.ts';
import { scopeOf } from './scope.ts';
import { unknownFields } from './unknown-fields.ts';

/**
 * A comment line about what a rule has that this version cannot say in another language, or none. Names are quoted, so
 * that none can end the comment.
 */
export function unsaidComment(rule: LifecycleRule): string[] {
  const contradiction = scopeOf(rule).other.some(([name]) => name === 'Prefix') ? ['Prefix'] : [];
  const names = [...unknownFields(rule), ...contradiction];
  if (names.length === 0) return [];
  return [`# This rule also has ${names.map((name) => JSON.stringify(name)).join(', ')}: add it before you apply.`];
}
