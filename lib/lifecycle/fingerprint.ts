import { createHash } from 'node:crypto';
import type { LifecycleConfiguration, LifecycleRule } from './rule.ts';
import { scopeOf } from './scope.ts';

/** What S3 sets when the header is left out of a PUT, and so what "not given" means. */
const DEFAULT_MINIMUM_OBJECT_SIZE = 'all_storage_classes_128K';

/**
 * SHA-256 (hex) of what a configuration means. Irrelevant are: order of rules, keys, tags and transitions (S3 may
 * reorder), the form of a scope (some servers answer V1 `Prefix` for a `Filter` that was written), the way a date is
 * written. A rule that occurs twice counts twice.
 */
export function fingerprint(config: LifecycleConfiguration): string {
  const rules = config.rules.map(canonicalRule).sort();
  const size = rules.length > 0 ? (config.transitionDefaultMinimumObjectSize ?? DEFAULT_MINIMUM_OBJECT_SIZE) : null;
  return createHash('sha256')
    .update(JSON.stringify([size, rules]))
    .digest('hex');
}

/** Whether two configurations mean the same. */
export function sameConfiguration(a: LifecycleConfiguration, b: LifecycleConfiguration): boolean {
  return fingerprint(a) === fingerprint(b);
}

/** A rule as text that is equal for two rules exactly when they mean the same. */
export function canonicalRule(rule: LifecycleRule): string {
  const { ID, Prefix: _v1, Filter: _v2, Transitions, NoncurrentVersionTransitions, ...rest } = rule;
  const scope = scopeOf(rule);
  return canonical([
    ID || null,
    { ...scope, tags: sorted(scope.tags), other: sorted(scope.other) },
    sorted(Transitions ?? []),
    sorted(NoncurrentVersionTransitions ?? []),
    rest,
  ]);
}

function sorted(values: readonly unknown[]): string[] {
  return values.map((value) => canonical(value)).sort();
}

function canonical(value: unknown, key?: string): string {
  if (value instanceof Date) return JSON.stringify(value);
  if (key === 'Date' && typeof value === 'string') return JSON.stringify(instant(value));
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field, name)}`);
  return `{${fields.join(',')}}`;
}

function instant(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}
