import type { LifecycleRule } from './rule.ts';
import { scopeOf } from './scope.ts';

const expressible = new Set([
  'ID',
  'Prefix',
  'Filter',
  'Status',
  'Expiration',
  'Transitions',
  'NoncurrentVersionTransitions',
  'NoncurrentVersionExpiration',
  'AbortIncompleteMultipartUpload',
]);

/** Names of a rule's fields that Terraform and CloudFormation have no word for that we know, for a comment. */
export function inexpressible(rule: LifecycleRule): string[] {
  return [
    ...Object.keys(rule).filter((name) => rule[name] !== undefined && !expressible.has(name)),
    ...scopeOf(rule).other.map(([name]) => name),
  ];
}

/** A comment line about such fields, or none; their names are quoted, so that they cannot end the comment. */
export function inexpressibleComment(rule: LifecycleRule): string[] {
  const names = inexpressible(rule);
  if (names.length === 0) return [];
  return [`# This rule also has ${names.map((name) => JSON.stringify(name)).join(', ')}: add it before you apply.`];
}
