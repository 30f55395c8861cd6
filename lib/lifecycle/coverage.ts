import type { LifecycleRule } from './rule.ts';
import { keyPrefixOf } from './scope.ts';

export type Coverage = 'none' | 'disabled' | 'partial' | 'full';

export type CoverageVerdict = {
  coverage: Coverage;
  /** The smallest number of days of the Enabled whole-bucket abort rules, else null. */
  abortAfterDays: number | null;
  /** What Enabled abort rules cover by prefix, sorted; the whole bucket is not among them. */
  prefixes: { prefix: string; days: number }[];
};

type AbortRule = { prefix: string; days: number; enabled: boolean };

/**
 * How well rules abort incomplete uploads. Only Enabled rules count. S3 refuses an abort rule with a tag or a size
 * condition, so such a rule (on another server) counts for nothing.
 */
export function coverageOf(rules: readonly LifecycleRule[]): CoverageVerdict {
  const all = rules.flatMap(abortRuleOf);
  const enabled = all.filter((rule) => rule.enabled);
  const daysByPrefix = new Map<string, number>();
  for (const { prefix, days } of enabled) daysByPrefix.set(prefix, Math.min(days, daysByPrefix.get(prefix) ?? days));
  const abortAfterDays = daysByPrefix.get('') ?? null;
  daysByPrefix.delete('');
  const prefixes = [...daysByPrefix]
    .map(([prefix, days]) => ({ prefix, days }))
    .sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
  if (abortAfterDays !== null) return { coverage: 'full', abortAfterDays, prefixes };
  const coverage = prefixes.length > 0 ? 'partial' : all.length > 0 ? 'disabled' : 'none';
  return { coverage, abortAfterDays, prefixes };
}

/** What the rules do to an upload of one key: `full` aborts it, `disabled` would if it were enabled. */
export type KeyCoverage = {
  coverage: Exclude<Coverage, 'partial'>;
  /** The shortest that applies; null: never. */
  abortAfterDays: number | null;
};

/** The coverage of any number of keys by the same rules. */
export function coverageByKey(rules: readonly LifecycleRule[]): (key: string) => KeyCoverage {
  const all = rules.flatMap(abortRuleOf);
  return (key) => {
    const applying = all.filter(({ prefix }) => key.startsWith(prefix));
    const days = applying.flatMap((rule) => (rule.enabled ? [rule.days] : []));
    if (days.length > 0) return { coverage: 'full', abortAfterDays: Math.min(...days) };
    return { coverage: applying.length > 0 ? 'disabled' : 'none', abortAfterDays: null };
  };
}

/** After how many days the rules abort an upload of this key: the shortest that applies, or null for never. */
export function abortDaysForKey(rules: readonly LifecycleRule[], key: string): number | null {
  return coverageByKey(rules)(key).abortAfterDays;
}

function abortRuleOf(rule: LifecycleRule): AbortRule[] {
  const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
  const prefix = keyPrefixOf(rule);
  if (days === undefined || days < 1 || prefix === null) return [];
  return [{ prefix, days, enabled: rule.Status === 'Enabled' }];
}
