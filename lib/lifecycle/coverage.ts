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

/** After how many days the rules abort an upload of this key: the shortest that applies, or null for never. */
export function abortDaysForKey(rules: readonly LifecycleRule[], key: string): number | null {
  const days = rules
    .flatMap(abortRuleOf)
    .filter((rule) => rule.enabled && key.startsWith(rule.prefix))
    .map((rule) => rule.days);
  return days.length > 0 ? Math.min(...days) : null;
}

function abortRuleOf(rule: LifecycleRule): AbortRule[] {
  const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
  const prefix = keyPrefixOf(rule);
  if (days === undefined || days < 1 || prefix === null) return [];
  return [{ prefix, days, enabled: rule.Status === 'Enabled' }];
}
